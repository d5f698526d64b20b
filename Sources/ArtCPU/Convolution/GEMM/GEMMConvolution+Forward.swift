import ArtGraph
import ArtProducts
import ArtTensor
import CArtKernels

extension GEMMConvolution {
  /// Output rows that one block of work computes: enough pixels for a fast product, and enough blocks for the threads.
  var forwardRows: Int {
    let pixels = min(max(geometry.outputPixels / 16, 256), 1024)
    return min(max(pixels / geometry.outputWidth, 1), geometry.outputRows)
  }

  private var forwardPatches: Int { forwardRows * geometry.outputWidth * taps * geometry.tapLength }

  var forwardScratch: Int {
    scratchCount(
      patches: forwardPatches, rows: forwardRows * geometry.outputWidth, inner: taps * geometry.tapLength)
  }

  func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if geometry.patchesAreInput {
      wholeProduct(.forward)(left: input, right: kernel, product: output, workspace: workspace, pool: pool)
    } else if isSmall {
      gatherAll(input, into: workspace, pool: pool)
      wholeProduct(.forward)(
        left: workspace, right: kernel, product: output, workspace: workspace + wholeCount, pool: pool)
    } else {
      let rows = forwardRows
      pool.parallel((geometry.outputRows + rows - 1) / rows) { block, worker in
        let first = block * rows
        forward(
          rows: first..<min(first + rows, geometry.outputRows), input: input, kernel: kernel, output: output,
          patches: workspace + worker * forwardScratch)
      }
    }
  }

  private func forward(
    rows: Range<Int>, input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    patches: UnsafeMutablePointer<Float>
  ) {
    var sizes = geometry.patchGeometry
    let channels = geometry.outputChannels
    for tap in tapGroups {
      let length = (lastTap(tap) - tap) * geometry.tapLength
      art_gather_patches(input, &sizes, rows.lowerBound, rows.upperBound, tap, lastTap(tap), patches)
      SerialProduct(rows: rows.count * geometry.outputWidth, columns: channels, inner: length)(
        left: patches, length, right: kernel + tap * geometry.tapLength * channels, channels,
        product: output + rows.lowerBound * geometry.outputWidth * channels, channels, accumulates: tap > 0,
        scratch: patches + (forwardPatches + 15) / 16 * 16)
    }
  }

  private func gatherAll(
    _ input: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let rowLength = geometry.outputWidth * geometry.patchLength
    let rows = max(1 << 16 / max(rowLength, 1), 1)
    pool.parallel((geometry.outputRows + rows - 1) / rows) { block in
      var sizes = geometry.patchGeometry
      let first = block * rows
      art_gather_patches(
        input, &sizes, first, min(first + rows, geometry.outputRows), 0, geometry.kernelHeight,
        patches + first * rowLength)
    }
  }
}
