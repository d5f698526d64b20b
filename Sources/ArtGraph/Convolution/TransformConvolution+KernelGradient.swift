package import ArtTensor
import CArtKernels

// The kernel gradient: at each point, the product of the transformed input (transposed) and the transformed output
// gradient, summed over all tiles; then back from the points. Groups of tiles are brought to the points by all threads,
// then the points are shared out: each sum is made in the order of the tiles.

extension TransformConvolution {
  /// About 24 MiB of numbers at the points: they stay in the last-level cache, and sums are not read and written often.
  private var group: Int {
    let fitting = 6_000_000 / (planes * (phaseChannels + geometry.outputChannels))
    return max(16, min(fitting, grid(for: .kernelGradient).count))
  }

  private var inputPlane: Int { group * phaseChannels + 16 }
  private var outputPlane: Int { group * geometry.outputChannels + 16 }
  private var sumPlane: Int { phaseChannels * geometry.outputChannels + 16 }

  var kernelGradientWorkspaceCount: Int { planes * (inputPlane + outputPlane + sumPlane) }

  package func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let inputs = workspace
    let outputs = inputs + planes * inputPlane
    let sums = outputs + planes * outputPlane
    let grid = grid(for: .kernelGradient)
    for first in stride(from: 0, to: grid.count, by: group) {
      let count = min(group, grid.count - first)
      let piece = 8
      pool.parallel((count + piece - 1) / piece) { block in
        for tile in block * piece..<min((block + 1) * piece, count) {
          let place = grid.place(first + tile)
          transformInput(input, place, inputs + tile * phaseChannels, inputPlane)
          transformOutputGradient(outputGradient, place, outputs + tile * geometry.outputChannels, outputPlane)
        }
      }
      pool.parallel(planes) { plane in
        addProducts(
          inputs + plane * inputPlane, outputs + plane * outputPlane, sums + plane * sumPlane, tiles: count,
          isFirst: first == 0)
      }
    }
    writeKernelGradient(sums, kernelGradient, pool)
  }

  private func addProducts(
    _ inputs: UnsafePointer<Float>, _ outputs: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Float>, tiles: Int,
    isFirst: Bool
  ) {
    let (width, columns) = (Int(ART_PANEL), geometry.outputChannels)
    for start in stride(from: 0, to: columns, by: width) {
      art_panel_product(
        inputs, 1, phaseChannels, outputs + start, columns, phaseChannels, min(width, columns - start), tiles,
        sums + start, columns, isFirst ? 0 : 1)
    }
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
