/// Comma-separated values, as RFC 4180 has them, with line feeds.
enum CSVText {
  static func lines(_ header: [String], _ rows: [[String]]) -> String {
    ([header] + rows).map { row in row.map(cell).joined(separator: ",") }.joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
