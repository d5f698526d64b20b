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

  /// - Parameters:
  ///   - count: The number of tiles.
  ///   - width: The width of the widest image, before it is enlarged.
  ///   - height: The height of the tallest.
  /// - Throws: ``MediaError`` when there is no image, a setting makes no sense or the sheet is too large.
  init(_ sheet: Sheet, count: Int, width: Int, height: Int) throws(MediaError) {
    guard count > 0 else { throw MediaError(.invalidArgument, "a sheet needs at least one image") }
    for (name, value, range) in [
      ("columns", sheet.columns ?? 1, 1...1_000_000), ("padding", sheet.padding, 0...10_000),
      ("scale", sheet.scale, 1...10_000), ("first number", sheet.firstNumber ?? 0, 0...1_000_000_000),
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
    // Sides are limited by memory and the scale by the check above, so these products cannot overflow.
    let tileWidth = width * sheet.scale
    tileHeight = height * sheet.scale
    digitScale = max(1, min(tileWidth, tileHeight) / 45)
    if let first = sheet.firstNumber {
      let widestLabel = DigitFont.width(of: String(first + count - 1)) * digitScale
      cellWidth = max(tileWidth, widestLabel)
      cellHeight = tileHeight + (DigitFont.height + 2) * digitScale
    } else {
      cellWidth = tileWidth
      cellHeight = tileHeight
    }
    try sheet.limits.check(width: self.width, height: self.height)
  }

  var width: Int { columns * (cellWidth + padding) + padding }
  var height: Int { rows * (cellHeight + padding) + padding }

  /// The top left corner of a cell.
  func corner(of index: Int) -> (x: Int, y: Int) {
    (padding + index % columns * (cellWidth + padding), padding + index / columns * (cellHeight + padding))
  }

  /// Nearly square, with a full last row where a slightly wider grid has one: 24 tiles stand in 6 columns, not 5.
  static func columns(for count: Int) -> Int {
    var square = 1
    while square * square < count { square += 1 }
    return (square...square + square / 3).first { count % $0 == 0 } ?? square
  }
}
