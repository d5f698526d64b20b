/// Text in lines of a width.
public enum WrappedText {
  /// - Parameters:
  ///   - text: Words with spaces between them.
  ///   - width: The most characters of a line; one word may be longer.
  public static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return lines + [line]
  }
}
