import CArtKernels

/// The coordinates that tiles meet along both axes, in every phase; −1 lies outside.
struct TilePlaces: Sendable {
  private let rows: [Int32]
  private let columns: [Int32]
  private let length: Int
  private let phases: Int

  /// - Parameters:
  ///   - length: the places of a tile along each axis.
  ///   - rule: the places of a tile in a phase along one axis.
  init(
    _ vertical: ConvolutionAxis, _ horizontal: ConvolutionAxis, rowTiles: Int, columnTiles: Int, length: Int,
    phases: Int,
    rule: (_ axis: ConvolutionAxis, _ tile: Int, _ phase: Int) -> [Int]
  ) {
    func all(_ axis: ConvolutionAxis, _ tiles: Int) -> [Int32] {
      (0..<tiles).flatMap { tile in
        (0..<phases).flatMap { phase in rule(axis, tile, phase).map(Int32.init) }
      }
    }
    rows = all(vertical, rowTiles)
    columns = all(horizontal, columnTiles)
    self.length = length
    self.phases = phases
  }

  /// The places of one tile in one phase, as C takes them.
  ///
  /// - Parameters:
  ///   - rowStep: the distance between neighbouring rows in floats; likewise `columnStep`.
  func with(
    row: Int, column: Int, phase: (y: Int, x: Int), rowStep: Int, columnStep: Int,
    _ body: (UnsafePointer<art_tile_places>) -> Void
  ) {
    rows.withUnsafeBufferPointer { rows in
      columns.withUnsafeBufferPointer { columns in
        guard let rows = rows.baseAddress, let columns = columns.baseAddress else { return }
        var places = art_tile_places(
          rows: rows + (row * phases + phase.y) * length, columns: columns + (column * phases + phase.x) * length,
          row_step: rowStep, column_step: columnStep)
        body(&places)
      }
    }
  }
}
