import Foundation

/// Texts in the language mdoc.
enum ManualText {
  private static let width = 76

  /// A text without a line end, in which nothing has a meaning of its own.
  static func plain(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\e"
      // Else a hyphen, which cannot be copied to a command line.
      case "-": "\\-"
      case "'": "\\(aq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case "\"": "\\(dq"
      default: String(character)
      }
    }.joined()
  }

  /// Words as lines of mdoc: a sentence begins a line, and no line is long or reads as a macro.
  static func wrapped(_ text: String) -> [String] {
    var lines = [String](), line = ""
    func end() {
      if !line.isEmpty { lines.append(line) }
      line = ""
    }
    for word in text.split(separator: " ") {
      let isLast = word.firstMatch(of: /[.:?!][)"”]*$/) != nil
      let word = plain(String(word))
      if line.count + 1 + word.count > width { end() }
      line += line.isEmpty ? guarded(word) : " \(word)"
      if isLast { end() }
    }
    end()
    return lines
  }

  /// A line that reads as no macro.
  private static func guarded(_ line: String) -> String { line.hasPrefix(".") ? "\\&\(line)" : line }

  /// Paragraphs with empty lines between. Lines that are set in stay as they are.
  static func paragraphs(_ text: String) -> [String] {
    var (lines, words, kept) = ([String](), [String](), [String]())
    func end() {
      if !words.isEmpty { lines += wrapped(words.joined(separator: " ")) }
      if !kept.isEmpty {
        // The lines have room around them by themselves.
        if lines.last == ".Pp" { lines.removeLast() }
        lines += literal(kept)
      }
      (words, kept) = ([], [])
    }
    for line in text.components(separatedBy: "\n") {
      if line.isEmpty {
        end()
        if lines.last != ".Pp", !lines.isEmpty { lines.append(".Pp") }
      } else if line.hasPrefix("  ") {
        if !words.isEmpty { end() }
        kept.append(line)
      } else {
        if !kept.isEmpty { end() }
        words.append(line)
      }
    }
    end()
    if lines.last == ".Pp" { lines.removeLast() }
    return lines
  }

  /// Lines that stay as they are.
  static func literal(_ lines: [String]) -> [String] {
    [".Bd -literal -offset indent"] + lines.map { guarded(plain(String($0.drop { $0 == " " }))) } + [".Ed"]
  }
}
