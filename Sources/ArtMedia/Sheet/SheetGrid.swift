/// Where the cells of a sheet are, in pixels.
struct SheetGrid {
  let columns: Int
  let rows: Int
  /// The width of a cell: the widest tile, or the widest number if that is wider.
  let cellWidth: Int
  /// The height of the tallest tile; the number stands below it.
  let tileHeight: Int
  let cellHeight: Int
  /// Pixels for each pixel of a digit; grows with the tiles.
  let digitScale: Int
  private let padding: Int
  private let margin: Int
  /// The sheet's width, as it was asked for.
  private let wantedWidth: Int?

  /// - Parameters:
  ///   - count: The number of tiles.
  ///   - width: The width of the widest image, before it is enlarged.
  ///   - height: The height of the tallest.
  /// - Throws: ``MediaError`` when there is no image, a setting makes no sense or the sheet is too large.
  init(_ sheet: Sheet, count: Int, width: Int, height: Int) throws(MediaError) {
    guard count > 0 else { throw MediaError(.invalidArgument, "a sheet needs at least one image") }
    for (name, value, range) in [
      ("columns", sheet.columns ?? 1, 1...1_000_000), ("padding", sheet.padding, 0...10_000),
      ("scale", sheet.scale, 1...10_000), ("margin", sheet.margin, 0...1_000_000),
      ("first number", sheet.firstNumber ?? 0, 0...1_000_000_000),
    ] {
      guard range.contains(value) else {
        throw MediaError(
          .invalidArgument,
          "a sheet's \(name) must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
      }
    }
    columns = min(sheet.columns ?? SheetGrid.columns(for: count), count)
    rows = (count + columns - 1) / columns
    padding = sheet.padding
    margin = sheet.margin
    wantedWidth = sheet.width
    // Sides are limited by memory and the scale by the check above, so these products cannot overflow.
    let tileWidth = width * sheet.scale
    tileHeight = height * sheet.scale
    digitScale = max(1, min(tileWidth, tileHeight) / 45)
    if let first = sheet.firstNumber {
      let widestLabel = PixelFont.width(of: String(first + count - 1)) * digitScale
      cellWidth = max(tileWidth, widestLabel)
      cellHeight = tileHeight + (PixelFont.height + 2) * digitScale
    } else {
      cellWidth = tileWidth
      cellHeight = tileHeight
    }
    try sheet.limits.check(width: self.width, height: self.height)
    guard tilesWidth + 2 * margin <= self.width else {
      throw MediaError(
        .invalidArgument,
        "a sheet's tiles and margins take \(tilesWidth + 2 * margin) pixels, and it is to have \(self.width)"
      )
    }
  }

  var width: Int { wantedWidth ?? tilesWidth + 2 * margin }
  var height: Int { rows * (cellHeight + padding) + padding + 2 * margin }

  /// The width of all tiles and what is between and around them.
  private var tilesWidth: Int { columns * (cellWidth + padding) + padding }

  /// The top left corner of a cell.
  func corner(of index: Int) -> (x: Int, y: Int) {
    (
      (width - tilesWidth) / 2 + padding + index % columns * (cellWidth + padding),
      margin + padding + index / columns * (cellHeight + padding)
    )
  }

  /// Nearly square, with a full last row where a slightly wider grid has one: 24 tiles stand in 6 columns, not 5.
  static func columns(for count: Int) -> Int {
    var square = 1
    while square * square < count { square += 1 }
    return (square...square + square / 3).first { count % $0 == 0 } ?? square
  }
}
