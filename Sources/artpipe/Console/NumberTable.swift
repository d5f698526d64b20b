/// Rows of columns: numbers to the right, then text to the left.
enum NumberTable {
  /// - Parameters:
  ///   - rows: all of the same length, the header first.
  ///   - numbers: how many of the first columns are numbers.
  static func lines(_ rows: [[String]], numbers: Int) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column < numbers ? space + text : text + space
      }
      let line = cells.joined(separator: "  ")
      return "  " + line.reversed().drop { $0 == " " }.reversed()
    }
  }
}
