import ArtGraph
import ArtTensor

/// Convolutions as products in another basis: tiles of the images and the kernel are transformed, multiplied point by
/// point, and brought back (``TileTransform``). Strides above 1 are split into phases (``ConvolutionAxis``).
///
/// For images of `tiles` tiles the work at each point is a product of matrices, `tiles × channels` by
/// `channels × channels′`. Tiles go through the cache in groups, from the image to the result.
struct TransformConvolution: ConvolutionAlgorithm {
  let geometry: ConvolutionGeometry

  let transform: TileTransform
  let points: [TileTransform.Point]
  /// Whether the input gradient takes one window of the output gradient for all phases, or one for each. Windows of
  /// their own waste nothing at the edges, but are more numbers to transform.
  let sharesWindows: Bool
  let vertical: ConvolutionAxis
  let horizontal: ConvolutionAxis

  /// What a tile of outputs meets of the input, by phase; and the outputs themselves.
  let inputPlaces: TilePlaces
  let outputPlaces: TilePlaces
  /// What a tile of the input gradient meets of the output gradient; and the tile itself, by phase.
  let windowPlaces: TilePlaces
  let gradientPlaces: TilePlaces
  /// The taps of each phase in the kernel, forwards and backwards.
  let tapPlaces: TilePlaces
  let flippedTapPlaces: TilePlaces

  /// The transforms that fit a geometry.
  static func all(for geometry: ConvolutionGeometry) -> [TransformConvolution] {
    guard geometry.inputChannels % 16 == 0, geometry.outputChannels % 16 == 0,
      geometry.strideY == geometry.strideX, geometry.strideY <= 2
    else { return [] }
    let windows = geometry.strideY > 1 ? [true, false] : [true]
    return TileTransform.winogradPoints.flatMap { points in
      windows.compactMap { TransformConvolution(geometry, winogradPoints: points, sharesWindows: $0) }
    } + [TransformConvolution(fourier: geometry)].compactMap(\.self)
  }

  private static func axes(_ geometry: ConvolutionGeometry) -> (vertical: ConvolutionAxis, horizontal: ConvolutionAxis)
  {
    let vertical = ConvolutionAxis(
      input: geometry.inputHeight, kernel: geometry.kernelHeight, output: geometry.outputHeight,
      stride: geometry.strideY, padding: geometry.padTop)
    let horizontal = ConvolutionAxis(
      input: geometry.inputWidth, kernel: geometry.kernelWidth, output: geometry.outputWidth,
      stride: geometry.strideX, padding: geometry.padLeft)
    return (vertical, horizontal)
  }

  private init?(_ geometry: ConvolutionGeometry, winogradPoints points: Int, sharesWindows: Bool) {
    let axes = Self.axes(geometry)
    let taps = max(axes.vertical.taps, axes.horizontal.taps)
    guard (2...5).contains(taps), taps < points - 1 else { return nil }
    self.geometry = geometry
    transform = .winograd(points: points, taps: taps)
    self.points = transform.points
    self.sharesWindows = sharesWindows
    let (rows, columns) = (axes.vertical.filled(to: taps), axes.horizontal.filled(to: taps))
    (vertical, horizontal) = (rows, columns)

    let (tile, stride) = (points + 1 - taps, geometry.strideY)
    let (rowTiles, columnTiles) = (rows.outputTiles(of: tile), columns.outputTiles(of: tile))
    inputPlaces = TilePlaces(
      rows, columns, rowTiles: rowTiles, columnTiles: columnTiles, length: points, phases: stride
    ) { $0.inputs(ofTile: $1, length: tile, points: points, phase: $2) }
    outputPlaces = TilePlaces(
      rows, columns, rowTiles: rowTiles, columnTiles: columnTiles, length: tile, phases: 1
    ) { axis, index, _ in axis.outputs(ofTile: index, length: tile) }

    let gradientRows = rows.inputTiles(of: tile, shared: sharesWindows)
    let gradientColumns = columns.inputTiles(of: tile, shared: sharesWindows)
    windowPlaces = TilePlaces(
      rows, columns, rowTiles: gradientRows, columnTiles: gradientColumns, length: points,
      phases: sharesWindows ? 1 : stride
    ) { $0.window(ofTile: $1, length: tile, points: points, phase: $2, shared: sharesWindows) }
    gradientPlaces = TilePlaces(
      rows, columns, rowTiles: gradientRows, columnTiles: gradientColumns, length: tile, phases: stride
    ) { $0.gradients(ofTile: $1, length: tile, phase: $2, shared: sharesWindows) }

    tapPlaces = TilePlaces(rows, columns, rowTiles: 1, columnTiles: 1, length: taps, phases: stride) {
      axis, _, phase in axis.phases[phase].taps
    }
    flippedTapPlaces = TilePlaces(rows, columns, rowTiles: 1, columnTiles: 1, length: taps, phases: stride) {
      axis, _, phase in axis.phases[phase].taps.reversed()
    }
  }

  /// One tile an image, of the smallest size that nothing wraps around in.
  private init?(fourier geometry: ConvolutionGeometry) {
    let (rows, columns) = Self.axes(geometry)
    let needed = max(rows.cyclicLength, columns.cyclicLength)
    guard let size = TileTransform.fourierSizes.first(where: { $0 >= needed }),
      geometry.kernelHeight * geometry.kernelWidth > 1
    else { return nil }
    self.geometry = geometry
    transform = .fourier(size: size)
    points = transform.points
    sharesWindows = true
    (vertical, horizontal) = (rows, columns)
    func places(_ phases: Int, _ rule: @escaping (ConvolutionAxis, Int) -> [Int]) -> TilePlaces {
      TilePlaces(rows, columns, rowTiles: 1, columnTiles: 1, length: size, phases: phases) { axis, _, phase in
        rule(axis, phase)
      }
    }
    let stride = geometry.strideY
    inputPlaces = places(stride) { $0.inputs(phase: $1, length: size) }
    gradientPlaces = inputPlaces
    outputPlaces = places(1) { axis, _ in axis.outputs(ofTile: 0, length: size) }
    windowPlaces = outputPlaces
    tapPlaces = places(stride) { $0.cyclicTaps(phase: $1, length: size, direction: 1) }
    flippedTapPlaces = places(stride) { $0.cyclicTaps(phase: $1, length: size, direction: -1) }
  }

  /// Phases of the input: 1 for a stride of 1, 4 for 2.
  var phaseCount: Int { geometry.strideY * geometry.strideX }

  /// The channels of all phases of the input.
  var phaseChannels: Int { phaseCount * geometry.inputChannels }

  /// The products of a tile at one point that have nothing to do with each other: of a pass whose phases have windows of
  /// their own, one a phase.
  func parts(_ pass: ConvolutionPass) -> Int { pass == .inputGradient && !sharesWindows ? phaseCount : 1 }

  /// The channels of a tile that are brought to the points, and back.
  func transformedChannels(_ pass: ConvolutionPass) -> Int {
    phaseChannels + parts(pass) * geometry.outputChannels
  }

  /// The numbers of a transformed tile, one for each plane.
  var planes: Int { transform.planes }

  /// Whether some points are complex.
  var hasComplexPoints: Bool { transform.products > planes }

  /// The vertical and the horizontal phase of a phase.
  func split(_ phase: Int) -> (y: Int, x: Int) { (phase / geometry.strideX, phase % geometry.strideX) }

  /// The tiles of a pass.
  func grid(for pass: ConvolutionPass) -> TileGrid {
    guard case .winograd = transform else { return TileGrid(batch: geometry.batch, rows: 1, columns: 1) }
    let tile = transform.resultLength
    return switch pass {
    case .forward, .kernelGradient:
      TileGrid(batch: geometry.batch, rows: vertical.outputTiles(of: tile), columns: horizontal.outputTiles(of: tile))
    case .inputGradient:
      TileGrid(
        batch: geometry.batch, rows: vertical.inputTiles(of: tile, shared: sharesWindows),
        columns: horizontal.inputTiles(of: tile, shared: sharesWindows))
    }
  }

  /// Multiply-adds, and the transforms at what they cost in multiply-adds (measured: 0.17 ns for a number of a plane by
  /// minimal filtering, 0.08 ns by the Fourier transform, against 0.009 ns for a multiply-add; a number of a kernel
  /// gradient comes from and goes to memory).
  func cost(for pass: ConvolutionPass) -> Double {
    let transformCost: Double =
      switch transform {
      case .winograd: 20
      case .fourier: 9
      }
    let (tiles, planes) = (Double(grid(for: pass).count), Double(planes))
    let kernel = Double(phaseChannels) * Double(geometry.outputChannels)
    let transforms = planes * transformCost * Double(transformedChannels(pass))
    let sums = pass == .kernelGradient ? 40 * planes * kernel : 0
    return tiles * (Double(transform.products) * kernel + transforms) + sums
  }
}

/// The tiles of a batch of images, row by row, image by image.
struct TileGrid {
  let batch: Int
  let rows: Int
  let columns: Int

  var count: Int { batch * rows * columns }

  func place(_ tile: Int) -> (image: Int, row: Int, column: Int) {
    let inImage = tile % (rows * columns)
    return (tile / (rows * columns), inImage / columns, inImage % columns)
  }
}
