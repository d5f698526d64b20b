import ArtGraph
import ArtTensor
import CArtKernels

// The kernel gradient: at each point, the product of the transformed input (transposed) and the transformed output
// gradient, summed over all tiles; then back from the points. Groups of tiles are brought to the points by all threads,
// then the points are shared out: each sum is made in the order of the tiles. Where all tiles are one group, and the sums
// would not stay in the last-level cache or there are few tiles, blocks of the gradient are shared out instead
// (``KernelBlocks``).

extension TransformConvolution {
  /// Numbers that stay in the last-level cache: 24 MiB.
  private static let cached = 6_000_000

  /// The tiles at the points stay in the last-level cache. At most 192 tiles: 48 channels of one point, which a block of
  /// the product sums over, stay in the first-level cache.
  private var group: Int {
    let tiles = grid(for: .kernelGradient).count
    let most = min(max(16, Self.cached / (planes * (phaseChannels + geometry.outputChannels))), 192)
    let groups = (tiles + most - 1) / most
    return (tiles + groups - 1) / groups
  }

  private var inputLayout: PlaneLayout { .blocks(group, channels: phaseChannels) }
  private var outputLayout: PlaneLayout { .blocks(group, channels: geometry.outputChannels) }
  private var sumPlane: Int { phaseChannels * geometry.outputChannels + PlaneLayout.gap }

  /// Tiles of which all blocks together read less than the sums of whole points take to be written and read again.
  private static let few = 64

  /// The blocks that the gradient is made in. Complex points are better made whole: what is formed of their parts serves
  /// many products.
  private var blocks: KernelBlocks? {
    guard !hasComplexPoints, group == grid(for: .kernelGradient).count,
      planes * sumPlane > Self.cached || group <= Self.few
    else { return nil }
    return KernelBlocks(self, tiles: group, input: inputLayout, output: outputLayout)
  }

  func kernelGradientWorkspaceCount(threads: Int) -> Int {
    let sums = blocks.map { threads * $0.memory } ?? planes * sumPlane + threads * complexMemory
    return planes * (inputLayout.plane + outputLayout.plane) + sums
  }

  /// What a thread needs for the products at a complex point: two factors made of 32 channels of the output gradient, a
  /// product, and the sum of the input's parts.
  private var complexMemory: Int {
    hasComplexPoints ? 4 * outputLayout.block + sumPlane + inputLayout.plane : 0
  }

  func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let (group, inputLayout, outputLayout, sumPlane) = (group, inputLayout, outputLayout, sumPlane)
    let inputs = workspace
    let outputs = inputs + planes * inputLayout.plane
    let sums = outputs + planes * outputLayout.plane
    let (complex, complexMemory) = (sums + planes * sumPlane, complexMemory)
    let grid = grid(for: .kernelGradient)
    func transform(_ tiles: Range<Int>) {
      let first = tiles.lowerBound
      let piece = 8
      pool.parallel((tiles.count + piece - 1) / piece) { block in
        let last = min((block + 1) * piece, tiles.count)
        for tile in block * piece..<last {
          let place = grid.place(first + tile)
          let next = tile + 1 < last ? grid.place(first + tile + 1) : nil
          transformInput(input, place, next: next, inputs + tile * inputLayout.tile, inputLayout)
          transformOutputGradient(
            outputGradient, place, next: next, outputs + tile * outputLayout.tile, outputLayout)
        }
      }
    }
    if let blocks {
      transform(0..<grid.count)
      pool.parallel(blocks.count) { index, worker in
        blocks.write(index, inputs, outputs, kernelGradient, sums + worker * blocks.memory)
      }
      return
    }
    for first in stride(from: 0, to: grid.count, by: group) {
      let count = min(group, grid.count - first)
      transform(first..<first + count)
      pool.parallel(points.count) { index, worker in
        let point = points[index]
        multiply(
          point, inputs + point.plane * inputLayout.plane, outputs + point.plane * outputLayout.plane, count,
          isFirst: first == 0, sums + point.plane * sumPlane, complex + worker * complexMemory)
      }
    }
    writeKernelGradient(sums, kernelGradient, pool)
  }

  /// Adds the products of some tiles at one point.
  private func multiply(
    _ point: TileTransform.Point, _ input: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, _ count: Int,
    isFirst: Bool, _ sums: UnsafeMutablePointer<Float>, _ complex: UnsafeMutablePointer<Float>
  ) {
    let (inputLayout, outputLayout) = (inputLayout, outputLayout)
    func product(
      _ input: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, _ columns: Int, start: UnsafePointer<Float>?,
      addend: UnsafePointer<Float>?, _ sums: UnsafeMutablePointer<Float>
    ) {
      art_block_product(
        input, inputLayout.block, gradient, outputLayout.block, phaseChannels, columns, count, start, addend, sums,
        geometry.outputChannels)
    }
    guard point.isComplex else {
      product(input, gradient, geometry.outputChannels, start: isFirst ? nil : UnsafePointer(sums), addend: nil, sums)
      return
    }
    // Three products of real numbers (``CArtKernels/art_complex_sum``), some columns at a time.
    let width = 32
    let forImaginary = complex + outputLayout.block * width / 16
    let common = forImaginary + outputLayout.block * width / 16
    let sum = common + sumPlane
    art_complex_sum(input, input + inputLayout.plane, sum, inputLayout.plane)
    for first in stride(from: 0, to: geometry.outputChannels, by: width) {
      let columns = min(width, geometry.outputChannels - first)
      let gradient = gradient + first / 16 * outputLayout.block
      let (real, imaginary, common) = (sums + first, sums + sumPlane + first, common + first)
      art_complex_factors(
        gradient, gradient + outputLayout.plane, complex, forImaginary, columns / 16 * outputLayout.block)
      product(sum, gradient, columns, start: nil, addend: nil, common)
      product(
        input, forImaginary, columns, start: common, addend: isFirst ? nil : UnsafePointer(imaginary), imaginary)
      product(
        input + inputLayout.plane, complex, columns, start: common, addend: isFirst ? nil : UnsafePointer(real), real)
    }
  }

  private func writeKernelGradient(
    _ sums: UnsafePointer<Float>, _ kernelGradient: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let columns = geometry.outputChannels
    pool.parallel(phaseChannels) { row in
      writeKernelGradient(sums + row * columns, sumPlane, row: row, columns: 0..<columns, kernelGradient)
    }
  }

  /// Some columns of a row, from the points to the taps that the row's phase has.
  func writeKernelGradient(
    _ sums: UnsafePointer<Float>, _ plane: Int, row: Int, columns: Range<Int>,
    _ kernelGradient: UnsafeMutablePointer<Float>
  ) {
    let (phase, channel) = (row / geometry.inputChannels, row % geometry.inputChannels)
    let tapLength = geometry.inputChannels * geometry.outputChannels
    tapPlaces.with(.init(phase: split(phase)), rowStep: geometry.kernelWidth * tapLength, columnStep: tapLength) {
      transform.kernelGradient(
        sums, plane, $0, columns.count, kernelGradient + channel * geometry.outputChannels + columns.lowerBound)
    }
  }
}
