import CArtKernels

/// How a product of matrices is divided into blocks of work, by its sizes alone.
struct ProductCut: Hashable, Sendable {
  /// The extent of each block; those at the ends may be shorter.
  let rowLength: Int
  let columnLength: Int
  let innerLength: Int

  private let rows: Int
  private let columns: Int
  private let inner: Int

  /// Multiply-adds that are worth another thread's attention: about 5 µs.
  private static let work = 1 << 19
  private static let most = 32

  /// A product up to this size with a sum of at least this length is cut along the sum.
  private static let smallProduct = 128 * 128
  private static let longSum = 2048
  private static let stretches = 16

  /// The right factor is laid out in panels, once for every block of rows: not for a few rows only.
  private static let fewRows = 96

  init(rows: Int, columns: Int, inner: Int) {
    self.rows = rows
    self.columns = columns
    self.inner = inner
    let wanted = min(max(rows * columns * inner / Self.work, 1), Self.most)
    if rows * columns <= Self.smallProduct && inner >= Self.longSum {
      (rowLength, columnLength) = (max(rows, 1), max(columns, 1))
      innerLength = Self.length(inner, parts: min(wanted, Self.stretches), unit: 16)
    } else {
      let panels = (columns + Int(ART_PANEL) - 1) / Int(ART_PANEL)
      let columnParts = max(min(wanted, panels), 1)
      let rowParts = max(min((wanted + columnParts - 1) / columnParts, rows / Self.fewRows), 1)
      columnLength = Self.length(columns, parts: columnParts, unit: Int(ART_PANEL))
      rowLength = Self.length(rows, parts: rowParts, unit: 12)
      innerLength = max(inner, 1)
    }
  }

  private static func length(_ extent: Int, parts: Int, unit: Int) -> Int {
    max((extent + parts - 1) / parts + unit - 1, unit) / unit * unit
  }

  /// The stretches of the sum.
  var stretches: Int { max((inner + innerLength - 1) / innerLength, 1) }

  private var rowBlocks: Int { (rows + rowLength - 1) / rowLength }
  private var columnBlocks: Int { (columns + columnLength - 1) / columnLength }

  var blocks: Int { rowBlocks * columnBlocks * stretches }

  /// The parts of a block: neighbouring blocks share columns.
  func block(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>, inner: Range<Int>, stretch: Int) {
    let (rest, row) = index.quotientAndRemainder(dividingBy: rowBlocks)
    let (stretch, column) = rest.quotientAndRemainder(dividingBy: columnBlocks)
    return (
      row * rowLength..<min((row + 1) * rowLength, rows),
      column * columnLength..<min((column + 1) * columnLength, columns),
      stretch * innerLength..<min((stretch + 1) * innerLength, inner), stretch
    )
  }
}
