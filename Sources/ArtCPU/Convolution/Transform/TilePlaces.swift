import ArtGraph
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

  /// One phase of one tile.
  struct Tile {
    var row = 0
    var column = 0
    var phase = (y: 0, x: 0)
    /// Where the image begins, in floats.
    var image = 0
  }

  /// The places of a tile, as C takes them.
  ///
  /// - Parameters:
  ///   - next: the tile that is read after it, if that is known.
  ///   - rowStep: the distance between neighbouring rows in floats; likewise `columnStep`.
  func with(
    _ tile: Tile, next: Tile? = nil, rowStep: Int, columnStep: Int, _ body: (UnsafePointer<art_tile_places>) -> Void
  ) {
    rows.withUnsafeBufferPointer { rows in
      columns.withUnsafeBufferPointer { columns in
        guard let rows = rows.baseAddress, let columns = columns.baseAddress else { return }
        func start(_ tile: Tile) -> (rows: UnsafePointer<Int32>, columns: UnsafePointer<Int32>) {
          (rows + (tile.row * phases + tile.phase.y) * length, columns + (tile.column * phases + tile.phase.x) * length)
        }
        let (these, following) = (start(tile), next.map(start))
        var places = art_tile_places(
          rows: these.rows, columns: these.columns, row_step: rowStep, column_step: columnStep,
          next_rows: following?.rows, next_columns: following?.columns,
          next_image: next.map { $0.image - tile.image } ?? 0)
        body(&places)
      }
    }
  }
}
