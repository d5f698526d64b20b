import ArtTensor
import CArtKernels

/// A forward pass or an input gradient on its way: tiles of `source`, the transformed kernel, tiles of `target`.
struct TransformPass {
  let convolution: TransformConvolution
  let pass: ConvolutionPass
  let source: UnsafePointer<Float>
  let kernel: UnsafePointer<Float>
  let target: UnsafeMutablePointer<Float>

  /// The products of a tile at one point; the channels that each sums over, and the channels that it gives.
  private let parts: Int
  private let channels: (inner: Int, outer: Int)
  let grid: TileGrid
  private let planes: Int
  private let factors: PlaneLayout
  private let products: PlaneLayout

  /// - Parameter group: the tiles that there is room for in the memory.
  init(
    _ convolution: TransformConvolution, _ pass: ConvolutionPass, source: UnsafePointer<Float>,
    kernel: UnsafePointer<Float>, target: UnsafeMutablePointer<Float>, group: Int
  ) {
    (self.convolution, self.pass) = (convolution, pass)
    (self.source, self.kernel, self.target) = (source, kernel, target)
    channels = convolution.channels(pass)
    grid = convolution.grid(for: pass)
    planes = convolution.planes
    parts = convolution.parts(pass)
    (factors, products) = convolution.layouts(pass, group: group)
  }

  /// A group of tiles by one thread.
  func run(_ tiles: Range<Int>, _ memory: UnsafeMutablePointer<Float>) {
    for tile in tiles { transform(tile, tile - tiles.lowerBound, memory) }
    for plane in 0..<planes { multiply(plane, tiles.count, memory) }
    for tile in tiles { write(tile, tile - tiles.lowerBound, memory) }
  }

  /// A group of tiles by all threads: the points are shared out, so that each part of the kernel is read once.
  func share(_ tiles: Range<Int>, _ memory: UnsafeMutablePointer<Float>, _ pool: ThreadPool) {
    pool.parallel(tiles.count) { transform(tiles.lowerBound + $0, $0, memory) }
    pool.parallel(planes) { multiply($0, tiles.count, memory) }
    pool.parallel(tiles.count) { write(tiles.lowerBound + $0, $0, memory) }
  }

  private func transform(_ tile: Int, _ index: Int, _ memory: UnsafeMutablePointer<Float>) {
    let (place, numbers) = (grid.place(tile), memory + index * factors.tile)
    pass == .forward
      ? convolution.transformInput(source, place, numbers, factors)
      : convolution.transformWindow(source, place, numbers, factors)
  }

  /// One point's products, panel by panel of the kernel.
  private func multiply(_ plane: Int, _ count: Int, _ memory: UnsafeMutablePointer<Float>) {
    let (inner, outer, width) = (channels.inner, channels.outer, Int(ART_PANEL))
    let rows = memory + plane * factors.plane
    let right = kernel + plane * (parts * inner * outer + PlaneLayout.gap)
    let result = memory + planes * factors.plane + plane * products.plane
    for part in 0..<parts {
      for start in stride(from: 0, to: outer, by: width) {
        let columns = min(width, outer - start)
        art_panel_product(
          rows + part * inner, factors.tile, 1, right + (part * outer + start) * inner, columns, count, columns, inner,
          result + part * outer + start, products.tile, 0)
      }
    }
  }

  private func write(_ tile: Int, _ index: Int, _ memory: UnsafeMutablePointer<Float>) {
    let (place, numbers) = (grid.place(tile), memory + planes * factors.plane + index * products.tile)
    pass == .forward
      ? convolution.writeOutput(numbers, products.plane, place, target)
      : convolution.writeGradient(numbers, products.plane, place, target)
  }
}
