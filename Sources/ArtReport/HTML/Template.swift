import Foundation

/// A page with places for its parts.
///
/// `<!--if NAME-->…<!--end NAME-->` stays where the part is there and goes away otherwise; these may lie in one another.
/// `<!--put NAME-->` becomes the part's HTML.
struct Template {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The page.
  ///
  /// - Parameters:
  ///   - parts: The HTML of each place that is put; a place without one stays empty.
  ///   - present: The parts that are there.
  func filled(_ parts: [String: String], present: Set<String>) -> String {
    var (page, rest) = ("", text[...])
    /// The parts that are left out here, the outermost first.
    var left = [Substring]()
    while let start = rest.range(of: "<!--"), let end = rest[start.upperBound...].range(of: "-->") {
      if left.isEmpty { page += rest[..<start.lowerBound] }
      rest = rest[end.upperBound...]
      let words = Self.words(text[start.upperBound..<end.lowerBound])
      switch words.kind {
      case "if" where !left.isEmpty || !present.contains(String(words.name)): left.append(words.name)
      case "end" where left.last == words.name: left.removeLast()
      case "put" where left.isEmpty: page += parts[String(words.name)] ?? ""
      default: break
      }
    }
    return page + rest
  }

  /// What a mark says: `put` and the name of a part, for instance.
  private static func words(_ mark: Substring) -> (kind: Substring, name: Substring) {
    let parts = mark.split(separator: " ", maxSplits: 1)
    return (parts.first ?? "", parts.last ?? "")
  }
}
