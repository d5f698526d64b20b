/// A table drawn with box characters; columns are as wide as their widest cell.
struct TextTable {
  let header: [String]
  let rightAligned: Set<Int>
  private var rows: [[String]] = []

  init(header: [String], rightAligned: Set<Int>) {
    self.header = header
    self.rightAligned = rightAligned
  }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  var text: String {
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    func border(_ left: String, _ line: String, _ cross: String, _ right: String) -> String {
      left + widths.map { String(repeating: line, count: $0 + 2) }.joined(separator: cross) + right
    }
    func line(_ cells: [String], _ bar: String) -> String {
      let padded = cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        return rightAligned.contains(column) ? " \(space)\(cells[column]) " : " \(cells[column])\(space) "
      }
      return bar + padded.joined(separator: bar) + bar
    }
    return
      ([border("┏", "━", "┳", "┓"), line(header, "┃"), border("┡", "━", "╇", "┩")]
      + rows.map { line($0, "│") } + [border("└", "─", "┴", "┘")]).joined(separator: "\n")
  }
}
