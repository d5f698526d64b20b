import ArtGraph
import ArtProducts
import ArtTensor
import CArtKernels

extension GEMMConvolution {
  /// The largest number of output pixels whose patches' gradients lie in memory at a time.
  private static let pixels = 1024

  /// Blocks of work own whole images where those are small, else some input rows of one image.
  private var ownsImages: Bool { geometry.outputHeight * geometry.outputWidth <= Self.pixels }

  /// Images that one block owns.
  private var images: Int {
    let pixels = min(max(geometry.outputPixels / 16, 256), Self.pixels)
    return min(max(pixels / (geometry.outputHeight * geometry.outputWidth), 1), geometry.batch)
  }

  /// Input rows that one block owns.
  private var ownedRows: Int {
    min(max(Self.pixels / geometry.outputWidth, 1) * geometry.strideY, geometry.inputHeight)
  }

  /// Kernel rows per product where blocks own rows: one, because each kernel row sends an output row to one input row
  /// and so nothing is computed twice; all, where a row of the kernel is too short for a product.
  private var rowTaps: Int { geometry.tapLength < 32 ? geometry.kernelHeight : 1 }

  /// The output rows that reach the given input rows of an image through the given kernel rows.
  private func outputRows(reaching rows: Range<Int>, through taps: Range<Int>) -> Range<Int> {
    let low = rows.lowerBound + geometry.padTop - (taps.upperBound - 1)
    let high = rows.upperBound - 1 + geometry.padTop - taps.lowerBound
    let first = low <= 0 ? 0 : (low + geometry.strideY - 1) / geometry.strideY
    let end = high < 0 ? 0 : min(high / geometry.strideY + 1, geometry.outputHeight)
    return first..<max(first, end)
  }

  /// The pixels and the kernel rows of one product at most.
  private var productSizes: (pixels: Int, taps: Int) {
    if ownsImages { return (images * geometry.outputHeight * geometry.outputWidth, taps) }
    // Rows that are owned, and those that reach them from outside, through `rowTaps` kernel rows.
    let rows = min((ownedRows + rowTaps - 2) / geometry.strideY + 2, geometry.outputHeight)
    return (rows * geometry.outputWidth, rowTaps)
  }

  private var inputGradientPatches: Int { productSizes.pixels * productSizes.taps * geometry.tapLength }

  var inputGradientScratch: Int {
    scratchCount(patches: inputGradientPatches, rows: productSizes.pixels, inner: geometry.outputChannels)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if geometry.patchesAreInput {
      wholeProduct(.inputGradient)(
        left: outputGradient, right: kernel, product: inputGradient, workspace: workspace, pool: pool)
    } else if isSmall {
      wholeProduct(.inputGradient)(
        left: outputGradient, right: kernel, product: workspace, workspace: workspace + wholeCount, pool: pool)
      scatterAll(workspace, into: inputGradient, pool: pool)
    } else if ownsImages {
      let images = images
      pool.parallel((geometry.batch + images - 1) / images) { block, worker in
        let first = block * images
        gradient(
          images: first..<min(first + images, geometry.batch), outputGradient: outputGradient, kernel: kernel,
          inputGradient: inputGradient, patches: workspace + worker * inputGradientScratch)
      }
    } else {
      let rows = ownedRows
      let blocks = (geometry.inputHeight + rows - 1) / rows
      pool.parallel(geometry.batch * blocks) { block, worker in
        let first = block % blocks * rows
        gradient(
          image: block / blocks, rows: first..<min(first + rows, geometry.inputHeight),
          outputGradient: outputGradient, kernel: kernel, inputGradient: inputGradient,
          patches: workspace + worker * inputGradientScratch)
      }
    }
  }

  private func gradient(
    images: Range<Int>, outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, patches: UnsafeMutablePointer<Float>
  ) {
    var sizes = geometry.patchGeometry
    let channels = geometry.outputChannels
    let pixels = geometry.outputHeight * geometry.outputWidth
    let target = inputGradient + images.lowerBound * geometry.inputImageCount
    art_fill(target, 0, images.count * geometry.inputImageCount)
    for tap in tapGroups {
      let length = (lastTap(tap) - tap) * geometry.tapLength
      SerialProduct(rows: images.count * pixels, columns: length, inner: channels, transposingRight: true)(
        left: outputGradient + images.lowerBound * pixels * channels, channels,
        right: kernel + tap * geometry.tapLength * channels, channels, product: patches, length, accumulates: false,
        scratch: patches + (inputGradientPatches + 15) / 16 * 16)
      for image in 0..<images.count {
        art_scatter_patches(
          patches + image * pixels * length, &sizes, 0, geometry.outputHeight, 0, geometry.inputHeight, tap,
          lastTap(tap), target + image * geometry.inputImageCount)
      }
    }
  }

  private func gradient(
    image: Int, rows: Range<Int>, outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, patches: UnsafeMutablePointer<Float>
  ) {
    var sizes = geometry.patchGeometry
    let channels = geometry.outputChannels
    let target = inputGradient + image * geometry.inputImageCount
    let rowCount = geometry.inputWidth * geometry.inputChannels
    art_fill(target + rows.lowerBound * rowCount, 0, rows.count * rowCount)
    for tap in stride(from: 0, to: geometry.kernelHeight, by: rowTaps) {
      let length = rowTaps * geometry.tapLength
      let reaching = outputRows(reaching: rows, through: tap..<tap + rowTaps)
      if reaching.isEmpty { continue }
      let first = (image * geometry.outputHeight + reaching.lowerBound) * geometry.outputWidth
      SerialProduct(
        rows: reaching.count * geometry.outputWidth, columns: length, inner: channels, transposingRight: true)(
          left: outputGradient + first * channels, channels, right: kernel + tap * geometry.tapLength * channels,
          channels, product: patches, length, accumulates: false,
          scratch: patches + (inputGradientPatches + 15) / 16 * 16)
      art_scatter_patches(
        patches, &sizes, reaching.lowerBound, reaching.upperBound, rows.lowerBound, rows.upperBound, tap,
        tap + rowTaps, target)
    }
  }

  private func scatterAll(
    _ patches: UnsafePointer<Float>, into inputGradient: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let height = geometry.inputHeight
    let rowCount = geometry.inputWidth * geometry.inputChannels
    let imagePatches = geometry.outputHeight * geometry.outputWidth * geometry.patchLength
    pool.parallel(geometry.batch * height) { block in
      var sizes = geometry.patchGeometry
      let (image, row) = block.quotientAndRemainder(dividingBy: height)
      let target = inputGradient + image * geometry.inputImageCount
      art_fill(target + row * rowCount, 0, rowCount)
      art_scatter_patches(
        patches + image * imagePatches, &sizes, 0, geometry.outputHeight, row, row + 1, 0, geometry.kernelHeight,
        target)
    }
  }
}
