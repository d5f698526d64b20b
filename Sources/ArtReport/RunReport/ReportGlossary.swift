import Foundation

/// The terms of `docs/glossary.md`: what each is called in texts, and its two lines.
enum ReportGlossary {
  static let terms = terms(of: ReportFiles.glossary)

  static func terms(of text: String) -> [ReportData.Term] {
    text.components(separatedBy: "\n\n").compactMap { block in
      let block = block.trimmingCharacters(in: .whitespacesAndNewlines)
      guard block.hasPrefix("**"), let end = block.range(of: "<br>\n"),
        let titleEnd = block.range(of: "**", range: block.index(block.startIndex, offsetBy: 2)..<end.lowerBound)
      else { return nil }
      let title = String(block[block.index(block.startIndex, offsetBy: 2)..<titleEnd.lowerBound])
      var words = parts(title)
      // “GAN (generative adversarial network)”: the long name is one too; a setting's name, in `code`, is not.
      for other in block[titleEnd.upperBound..<end.lowerBound].split(separator: "(").dropFirst() {
        words += parts(String(other.prefix { $0 != ")" })).filter { !$0.contains("`") }
      }
      return .init(title: plain(title), words: words, text: meaning(String(block[end.upperBound...])))
    }
  }

  private static func parts(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// The text without its signs. A last sentence that only leads to another page goes.
  private static func meaning(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let ends = [". See [", ". ["].compactMap { lines.range(of: $0, options: .backwards)?.lowerBound }
    return plain(ends.min().map { lines[..<$0] + "." } ?? lines)
  }

  /// A text without marks: links are their words.
  private static func plain(_ text: String) -> String {
    var (plain, rest) = ("", text[...])
    while let start = rest.range(of: "["), let middle = rest.range(of: "](", range: start.upperBound..<rest.endIndex),
      let end = rest.range(of: ")", range: middle.upperBound..<rest.endIndex)
    {
      plain += rest[..<start.lowerBound] + rest[start.upperBound..<middle.lowerBound]
      rest = rest[end.upperBound...]
    }
    return (plain + rest).filter { $0 != "`" && $0 != "*" }
  }
}
