import ArtGraph
import ArtProducts
import ArtTensor
import CArtKernels

extension GEMMConvolution {
  private var kernelCount: Int { geometry.patchLength * geometry.outputChannels }

  private var groups: Int { (geometry.kernelHeight + taps - 1) / taps }

  /// The stretches that the sum over all pixels is cut into. Each has a kernel gradient of its own, added up at the
  /// end; together with the groups of kernel rows they make the blocks of work.
  private var slices: Int {
    let wanted = (16 + groups - 1) / groups
    let fitting = max((1 << 22) / max(kernelCount, 1), 1)
    let worthwhile = max(geometry.outputPixels / 256, 1)
    return max(min(wanted, fitting, worthwhile, geometry.outputRows), 1)
  }

  /// Output rows of one product.
  private var sumRows: Int { min(max(512 / geometry.outputWidth, 1), geometry.outputRows) }

  private var kernelGradientPatches: Int { sumRows * geometry.outputWidth * taps * geometry.tapLength }

  var kernelGradientScratch: Int {
    scratchCount(
      patches: kernelGradientPatches, rows: taps * geometry.tapLength, inner: sumRows * geometry.outputWidth)
  }

  /// The kernel gradients of the slices, in whole cache lines.
  var partialCount: Int { slices > 1 ? (slices * kernelCount + 15) / 16 * 16 : 0 }

  func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if geometry.patchesAreInput {
      wholeProduct(.kernelGradient)(
        left: input, right: outputGradient, product: kernelGradient, workspace: workspace, pool: pool)
      return
    }
    let (slices, groups, count) = (slices, groups, kernelCount)
    let scratch = workspace + partialCount
    let rows = (geometry.outputRows + slices - 1) / slices
    pool.parallel(slices * groups) { block, worker in
      let (slice, group) = block.quotientAndRemainder(dividingBy: groups)
      let first = min(slice * rows, geometry.outputRows)
      sum(
        rows: first..<min(first + rows, geometry.outputRows), tap: group * taps, input: input,
        outputGradient: outputGradient, kernelGradient: slices > 1 ? workspace + slice * count : kernelGradient,
        patches: scratch + worker * kernelGradientScratch)
    }
    if slices > 1 {
      let length = 1 << 14
      pool.parallel((count + length - 1) / length) { block in
        let first = block * length
        art_add_parts(
          workspace + first, slices, count, min(length, count - first), kernelGradient + first)
      }
    }
  }

  private func sum(
    rows: Range<Int>, tap: Int, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    kernelGradient: UnsafeMutablePointer<Float>, patches: UnsafeMutablePointer<Float>
  ) {
    var sizes = geometry.patchGeometry
    let channels = geometry.outputChannels
    let length = (lastTap(tap) - tap) * geometry.tapLength
    let target = kernelGradient + tap * geometry.tapLength * channels
    if rows.isEmpty { art_fill(target, 0, length * channels) }
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: sumRows) {
      let last = min(first + sumRows, rows.upperBound)
      art_gather_patches(input, &sizes, first, last, tap, lastTap(tap), patches)
      SerialProduct(
        rows: length, columns: channels, inner: (last - first) * geometry.outputWidth, transposingLeft: true)(
          left: patches, length, right: outputGradient + first * geometry.outputWidth * channels, channels,
          product: target, channels, accumulates: first > rows.lowerBound,
          scratch: patches + (kernelGradientPatches + 15) / 16 * 16)
    }
  }
}
