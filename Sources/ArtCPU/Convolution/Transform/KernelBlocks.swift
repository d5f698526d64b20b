import ArtGraph
import CArtKernels

/// A kernel gradient block by block, all points of a block together: their sums stay in the second-level cache until
/// they are brought back, and never go to memory. All tiles must be at the points.
struct KernelBlocks {
  private let convolution: TransformConvolution
  private let tiles: Int
  private let input: PlaneLayout
  private let output: PlaneLayout
  /// Rows, which are channels of the input's phases, and columns, which are channels of the output, of a block.
  private let rows: Int
  private let columns: Int

  /// - Parameters:
  ///   - input: how the input's tiles lie at the points; likewise `output`.
  init(_ convolution: TransformConvolution, tiles: Int, input: PlaneLayout, output: PlaneLayout) {
    (self.convolution, self.tiles, self.input, self.output) = (convolution, tiles, input, output)
    columns = min(64, convolution.geometry.outputChannels)
    rows = min(max(16, Self.cached / (convolution.planes * columns) / 16 * 16), convolution.phaseChannels)
  }

  /// Numbers of a block's sums: 720 kB.
  private static let cached = 180_000

  private var rowBlocks: Int { (convolution.phaseChannels + rows - 1) / rows }

  /// How many blocks there are.
  var count: Int { rowBlocks * ((convolution.geometry.outputChannels + columns - 1) / columns) }

  private var plane: Int { rows * columns + PlaneLayout.gap }

  /// What a thread needs for the sums of a block, in floats.
  var memory: Int { convolution.planes * plane }

  /// Writes one block of the gradient.
  ///
  /// - Parameters:
  ///   - inputs: the tiles at the points, of the input; likewise `outputs`.
  ///   - sums: the thread's memory.
  func write(
    _ index: Int, _ inputs: UnsafePointer<Float>, _ outputs: UnsafePointer<Float>,
    _ kernelGradient: UnsafeMutablePointer<Float>, _ sums: UnsafeMutablePointer<Float>
  ) {
    let (firstRow, firstColumn) = (index % rowBlocks * rows, index / rowBlocks * columns)
    let rowCount = min(rows, convolution.phaseChannels - firstRow)
    let columnCount = min(columns, convolution.geometry.outputChannels - firstColumn)
    for point in convolution.points {
      art_block_product(
        inputs + point.plane * input.plane + firstRow / 16 * input.block, input.block,
        outputs + point.plane * output.plane + firstColumn / 16 * output.block, output.block,
        rowCount, columnCount, tiles, nil, nil, sums + point.plane * plane, columns)
    }
    for row in 0..<rowCount {
      convolution.writeKernelGradient(
        sums + row * columns, plane, row: firstRow + row, columns: firstColumn..<firstColumn + columnCount,
        kernelGradient)
    }
  }
}
