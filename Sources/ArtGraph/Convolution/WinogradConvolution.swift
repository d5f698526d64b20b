import ArtTensor

/// Convolutions by minimal filtering (Winograd 1980; Lavin, Gray, "Fast algorithms for convolutional neural networks",
/// CVPR 2016): tiles of the pictures and the kernel are brought to a set of points, multiplied point by point, and
/// brought back. With 8 points a 5×5 kernel needs 4 products for an output instead of 25. Strides above 1 are split into
/// phases (``WinogradAxis``).
///
/// For pictures of `tiles` tiles the work at each point is a product of matrices, `tiles × channels` by
/// `channels × channels′`. Tiles go through the cache in groups, from the picture to the result.
package struct WinogradConvolution: ConvolutionAlgorithm {
  package static let name = "winograd"
  package static let isExact = false

  package let geometry: ConvolutionGeometry

  /// The points along each axis: 6 or 8.
  let points: Int
  /// The taps along each axis.
  let taps: Int
  let vertical: WinogradAxis
  let horizontal: WinogradAxis

  /// What a tile of outputs meets of the input, by phase; and the outputs themselves.
  let inputPlaces: WinogradPlaces
  let outputPlaces: WinogradPlaces
  /// What a tile of the input gradient meets of the output gradient; and the tile itself, by phase.
  let windowPlaces: WinogradPlaces
  let gradientPlaces: WinogradPlaces
  /// The taps of each phase in the kernel, forwards and backwards.
  let tapPlaces: WinogradPlaces
  let flippedTapPlaces: WinogradPlaces

  package init?(_ geometry: ConvolutionGeometry) {
    let choices = [6, 8].compactMap { WinogradConvolution(geometry, points: $0) }
    guard let cheapest = choices.min(by: { $0.cost(for: .forward) < $1.cost(for: .forward) }) else { return nil }
    self = cheapest
  }

  /// - Parameter points: 6 or 8.
  package init?(_ geometry: ConvolutionGeometry, points: Int) {
    guard geometry.inputChannels % 16 == 0, geometry.outputChannels % 16 == 0,
      geometry.strideY == geometry.strideX, geometry.strideY <= 2
    else { return nil }
    let vertical = WinogradAxis(
      input: geometry.inputHeight, kernel: geometry.kernelHeight, output: geometry.outputHeight,
      stride: geometry.strideY, padding: geometry.padTop)
    let horizontal = WinogradAxis(
      input: geometry.inputWidth, kernel: geometry.kernelWidth, output: geometry.outputWidth,
      stride: geometry.strideX, padding: geometry.padLeft)
    let taps = max(vertical.taps, horizontal.taps)
    guard (2...5).contains(taps), taps < points - 1 else { return nil }
    self.geometry = geometry
    self.points = points
    self.taps = taps
    let (rows, columns) = (vertical.filled(to: taps), horizontal.filled(to: taps))
    self.vertical = rows
    self.horizontal = columns

    let (tile, stride) = (points + 1 - taps, geometry.strideY)
    let (rowTiles, columnTiles) = (rows.outputTiles(of: tile), columns.outputTiles(of: tile))
    inputPlaces = WinogradPlaces(
      rows, columns, rowTiles: rowTiles, columnTiles: columnTiles, length: points, phases: stride
    ) { $0.inputs(ofTile: $1, length: tile, points: points, phase: $2) }
    outputPlaces = WinogradPlaces(
      rows, columns, rowTiles: rowTiles, columnTiles: columnTiles, length: tile, phases: 1
    ) { axis, index, _ in axis.outputs(ofTile: index, length: tile) }

    let (gradientRows, gradientColumns) = (rows.inputTiles(of: tile), columns.inputTiles(of: tile))
    windowPlaces = WinogradPlaces(
      rows, columns, rowTiles: gradientRows, columnTiles: gradientColumns, length: points, phases: 1
    ) { axis, index, _ in axis.window(ofTile: index, length: tile, points: points) }
    gradientPlaces = WinogradPlaces(
      rows, columns, rowTiles: gradientRows, columnTiles: gradientColumns, length: tile, phases: stride
    ) { $0.gradients(ofTile: $1, length: tile, phase: $2) }

    tapPlaces = WinogradPlaces(rows, columns, rowTiles: 1, columnTiles: 1, length: taps, phases: stride) {
      axis, _, phase in axis.phases[phase].taps
    }
    flippedTapPlaces = WinogradPlaces(rows, columns, rowTiles: 1, columnTiles: 1, length: taps, phases: stride) {
      axis, _, phase in axis.phases[phase].taps.reversed()
    }
  }

  /// Phases of the input: 1 for a stride of 1, 4 for 2.
  var phaseCount: Int { geometry.strideY * geometry.strideX }

  /// The channels of all phases of the input.
  var phaseChannels: Int { phaseCount * geometry.inputChannels }

  /// The outputs of a tile along each axis.
  var tile: Int { points + 1 - taps }

  /// The products of a tile.
  var planes: Int { points * points }

  /// The vertical and the horizontal phase of a phase.
  func split(_ phase: Int) -> (y: Int, x: Int) { (phase / geometry.strideX, phase % geometry.strideX) }

  /// The tiles of a pass.
  func grid(for pass: ConvolutionPass) -> WinogradGrid {
    switch pass {
    case .forward, .kernelGradient:
      WinogradGrid(
        batch: geometry.batch, rows: vertical.outputTiles(of: tile), columns: horizontal.outputTiles(of: tile))
    case .inputGradient:
      WinogradGrid(
        batch: geometry.batch, rows: vertical.inputTiles(of: tile), columns: horizontal.inputTiles(of: tile))
    }
  }

  /// Multiply-adds, and the transforms at what they cost in multiply-adds: about 20 for a number at a point (measured:
  /// 0.17 ns a number against 0.009 ns a multiply-add).
  package func cost(for pass: ConvolutionPass) -> Double {
    let channels = Double(phaseChannels) * Double(geometry.outputChannels)
    let transforms = 20 * Double(phaseChannels + geometry.outputChannels)
    return Double(grid(for: pass).count * planes) * (channels + transforms)
  }
}

/// The tiles of a batch of pictures, row by row, picture by picture.
struct WinogradGrid {
  let batch: Int
  let rows: Int
  let columns: Int

  var count: Int { batch * rows * columns }

  func place(_ tile: Int) -> (picture: Int, row: Int, column: Int) {
    let inPicture = tile % (rows * columns)
    return (tile / (rows * columns), inPicture / columns, inPicture % columns)
  }
}
