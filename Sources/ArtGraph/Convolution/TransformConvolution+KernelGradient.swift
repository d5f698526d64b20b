package import ArtTensor
import CArtKernels

// The kernel gradient: at each point, the product of the transformed input (transposed) and the transformed output
// gradient, summed over all tiles; then back from the points. Groups of tiles are brought to the points by all threads,
// then the points are shared out: each sum is made in the order of the tiles.

extension TransformConvolution {
  /// At most 24 MiB of numbers at the points: they stay in the last-level cache. At most 192 tiles: 48 channels of one
  /// point, which a block of the product sums over, stay in the first-level cache.
  private var group: Int {
    let fitting = 6_000_000 / (planes * (phaseChannels + geometry.outputChannels))
    return min(max(16, fitting), 192, grid(for: .kernelGradient).count)
  }

  private var inputLayout: PlaneLayout { .blocks(group, channels: phaseChannels) }
  private var outputLayout: PlaneLayout { .blocks(group, channels: geometry.outputChannels) }
  private var sumPlane: Int { phaseChannels * geometry.outputChannels + PlaneLayout.gap }

  var kernelGradientWorkspaceCount: Int { planes * (inputLayout.plane + outputLayout.plane + sumPlane) }

  package func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let (inputLayout, outputLayout, sumPlane) = (inputLayout, outputLayout, sumPlane)
    let inputs = workspace
    let outputs = inputs + planes * inputLayout.plane
    let sums = outputs + planes * outputLayout.plane
    let grid = grid(for: .kernelGradient)
    for first in stride(from: 0, to: grid.count, by: group) {
      let count = min(group, grid.count - first)
      let piece = 8
      pool.parallel((count + piece - 1) / piece) { block in
        for tile in block * piece..<min((block + 1) * piece, count) {
          let place = grid.place(first + tile)
          transformInput(input, place, inputs + tile * inputLayout.tile, inputLayout)
          transformOutputGradient(outputGradient, place, outputs + tile * outputLayout.tile, outputLayout)
        }
      }
      pool.parallel(planes) { plane in
        art_block_product(
          inputs + plane * inputLayout.plane, inputLayout.block, outputs + plane * outputLayout.plane,
          outputLayout.block, phaseChannels, geometry.outputChannels, count, sums + plane * sumPlane,
          first == 0 ? 0 : 1)
      }
    }
    writeKernelGradient(sums, kernelGradient, pool)
  }

  private func writeKernelGradient(
    _ sums: UnsafePointer<Float>, _ kernelGradient: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (channels, columns) = (geometry.inputChannels, geometry.outputChannels)
    let tapLength = channels * columns
    pool.parallel(phaseChannels) { row in
      let (phase, channel) = (row / channels, row % channels)
      tapPlaces.with(
        row: 0, column: 0, phase: split(phase), rowStep: geometry.kernelWidth * tapLength, columnStep: tapLength
      ) {
        transform.kernelGradient(
          sums + row * columns, sumPlane, $0, columns, kernelGradient + channel * columns)
      }
    }
  }
}
