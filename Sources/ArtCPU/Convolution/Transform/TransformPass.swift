import ArtGraph
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
  private let points: [TileTransform.Point]
  private let factors: PlaneLayout
  private let products: PlaneLayout
  /// Whether tiles give the two differences at complex points, not the kernel: there are fewer of them.
  private let transformsTiles: Bool

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
    points = convolution.points
    parts = convolution.parts(pass)
    (factors, products) = convolution.layouts(pass, group: group)
    transformsTiles = group < channels.outer
  }

  /// A group of tiles by one thread.
  ///
  /// - Parameter complex: memory for the products at a complex point.
  func run(_ tiles: Range<Int>, _ memory: UnsafeMutablePointer<Float>, complex: UnsafeMutablePointer<Float>) {
    transform(tiles, from: tiles.lowerBound, memory)
    for point in points { multiply(point, tiles.count, memory, complex) }
    write(tiles, from: tiles.lowerBound, memory)
  }

  /// A group of tiles by all threads: the points are shared out, so that each part of the kernel is read once.
  ///
  /// - Parameter complex: a worker's memory for the products at a complex point.
  func share(
    _ tiles: Range<Int>, _ memory: UnsafeMutablePointer<Float>, _ pool: ThreadPool,
    complex: (_ worker: Int) -> UnsafeMutablePointer<Float>
  ) {
    let piece = 8
    pool.parallel((tiles.count + piece - 1) / piece) { block in
      let first = tiles.lowerBound + block * piece
      transform(first..<min(first + piece, tiles.upperBound), from: tiles.lowerBound, memory)
    }
    pool.parallel(points.count) { multiply(points[$0], tiles.count, memory, complex($1)) }
    pool.parallel((tiles.count + piece - 1) / piece) { block in
      let first = tiles.lowerBound + block * piece
      write(first..<min(first + piece, tiles.upperBound), from: tiles.lowerBound, memory)
    }
  }

  /// Some tiles, one after the other, of a group that begins at tile `first`.
  private func transform(_ tiles: Range<Int>, from first: Int, _ memory: UnsafeMutablePointer<Float>) {
    for tile in tiles {
      let (place, numbers) = (grid.place(tile), memory + (tile - first) * factors.tile)
      let next = tile + 1 < tiles.upperBound ? grid.place(tile + 1) : nil
      pass == .forward
        ? convolution.transformInput(source, place, next: next, numbers, factors)
        : convolution.transformWindow(source, place, next: next, numbers, factors)
    }
  }

  /// One point's products, panel by panel of the kernel.
  private func multiply(
    _ point: TileTransform.Point, _ count: Int, _ memory: UnsafeMutablePointer<Float>,
    _ complex: UnsafeMutablePointer<Float>
  ) {
    let rows = memory + point.plane * factors.plane
    let right = kernel + point.plane * kernelPlane
    let result = memory + planes * factors.plane + point.plane * products.plane
    let (few, numbers) = (count <= 8, count * factors.tile)
    if point.isComplex {
      let (real, imaginary) = (UnsafePointer(rows), UnsafePointer(rows + factors.plane))
      if few {
        for index in 0..<numbers { complex[index] = -real[index] }
      } else if transformsTiles {
        art_complex_factors(imaginary, real, complex, complex + factors.plane, numbers)
      } else {
        art_complex_sum(real, imaginary, complex, numbers)
      }
    }
    for part in 0..<parts {
      for first in stride(from: 0, to: channels.outer, by: Int(ART_PANEL)) {
        let panel = Panel(
          columns: min(Int(ART_PANEL), channels.outer - first), rows: rows + part * channels.inner, count: count,
          factors: right + (part * channels.outer + first) * channels.inner,
          result: result + part * channels.outer + first)
        switch (point.isComplex, few) {
        case (false, _): multiply(panel, panel.rows, panel.factors, start: nil, panel.result)
        case (true, true): multiplyFew(panel, negated: complex)
        case (true, false): multiplyComplex(panel, complex)
        }
      }
    }
  }

  private var kernelPlane: Int { parts * channels.inner * channels.outer + PlaneLayout.gap }

  /// Some columns of a point's product: `count` rows of tiles by a panel of the kernel. Where the point is complex,
  /// these are the real parts.
  private struct Panel {
    let columns: Int
    let rows: UnsafePointer<Float>
    let count: Int
    let factors: UnsafePointer<Float>
    let result: UnsafeMutablePointer<Float>
  }

  private func multiply(
    _ panel: Panel, _ rows: UnsafePointer<Float>, _ right: UnsafePointer<Float>, start: UnsafePointer<Float>?,
    _ result: UnsafeMutablePointer<Float>
  ) {
    art_panel_product(
      rows, factors.tile, 1, right, panel.columns, panel.count, panel.columns, channels.inner, start, result,
      products.tile)
  }

  /// Three products of real numbers (``CArtKernels/art_complex_sum``). One factor gives its sum and the other two
  /// differences, which is made the smaller one.
  ///
  /// - Parameter complex: the tiles' sum or differences, and room for those of the panel.
  private func multiplyComplex(_ panel: Panel, _ complex: UnsafeMutablePointer<Float>) {
    let (numbers, imaginary) = (panel.columns * channels.inner, panel.result + products.plane)
    let (rows, right) = ((panel.rows, panel.rows + factors.plane), (panel.factors, panel.factors + kernelPlane))
    if transformsTiles {
      let sum = complex + 2 * factors.plane
      art_complex_sum(right.0, right.1, sum, numbers)
      multiply(panel, rows.1, sum, start: nil, panel.result)
      multiply(panel, complex + factors.plane, right.1, start: panel.result, imaginary)
      multiply(panel, complex, right.0, start: panel.result, panel.result)
    } else {
      let forReal = complex + factors.plane
      let forImaginary = forReal + numbers
      art_complex_factors(right.0, right.1, forReal, forImaginary, numbers)
      multiply(panel, complex, right.0, start: nil, panel.result)
      multiply(panel, rows.0, forImaginary, start: panel.result, imaginary)
      multiply(panel, rows.1, forReal, start: panel.result, panel.result)
    }
  }

  /// Four products, where making the kernel's factors for three would take longer than a product: with few tiles.
  ///
  /// - Parameter negated: the tiles' real parts, times −1.
  private func multiplyFew(_ panel: Panel, negated: UnsafePointer<Float>) {
    let (imaginary, right) = (panel.result + products.plane, panel.factors + kernelPlane)
    multiply(panel, panel.rows, panel.factors, start: nil, panel.result)
    multiply(panel, panel.rows + factors.plane, right, start: panel.result, panel.result)
    multiply(panel, panel.rows + factors.plane, panel.factors, start: nil, imaginary)
    multiply(panel, negated, right, start: imaginary, imaginary)
  }

  private func write(_ tiles: Range<Int>, from first: Int, _ memory: UnsafeMutablePointer<Float>) {
    for tile in tiles {
      let (place, numbers) = (grid.place(tile), memory + planes * factors.plane + (tile - first) * products.tile)
      let next = tile + 1 < tiles.upperBound ? grid.place(tile + 1) : nil
      pass == .forward
        ? convolution.writeOutput(numbers, products.plane, place, next: next, target)
        : convolution.writeGradient(numbers, products.plane, place, next: next, target)
    }
  }
}
