/// Rows of text in columns, each as wide as its widest cell.
public struct TextTable: Sendable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  /// - Parameters:
  ///   - rows: all with the same number of cells; the header first, where there is one.
  ///   - rightAligned: the columns whose cells stand to the right, as numbers do.
  public init(_ rows: [[String]], rightAligned: some Sequence<Int> = []) {
    self.rows = rows
    self.rightAligned = Set(rightAligned)
  }

  /// Adds a row at the end.
  public mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// One line for each row, with two spaces between columns and none at the end.
  public func lines(indent: String = "") -> [String] {
    padded.map { row in
      let line = indent + row.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The table drawn with box characters; the first row is its header.
  public var boxed: String {
    let rows = padded
    func border(_ left: String, _ line: String, _ cross: String, _ right: String) -> String {
      left + (rows.first ?? []).map { String(repeating: line, count: $0.count + 2) }.joined(separator: cross) + right
    }
    func line(_ row: [String], _ bar: String) -> String {
      bar + row.map { " \($0) " }.joined(separator: bar) + bar
    }
    return
      ([border("┏", "━", "┳", "┓")] + rows.prefix(1).map { line($0, "┃") } + [border("┡", "━", "╇", "┩")]
      + rows.dropFirst().map { line($0, "│") } + [border("└", "─", "┴", "┘")]).joined(separator: "\n")
  }

  private var padded: [[String]] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return rightAligned.contains(column) ? space + text : text + space
      }
    }
  }
}
