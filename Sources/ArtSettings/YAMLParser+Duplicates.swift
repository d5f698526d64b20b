import Yams

extension YAMLParser {
  /// The problem of a key that is written twice, at its second place.
  ///
  /// Yams tells the first place only, and gives no tree. So that key's first character is changed, and the changed text is
  /// read in its stead, until nothing is written twice: its tree knows the places.
  ///
  /// - Parameters:
  ///   - names: The keys that are written twice in one object.
  ///   - first: Where one of them stands first.
  ///   - text: The whole text, without aliases.
  func duplicate(_ names: [String], first: Mark, in text: String) -> Problem {
    let words = names.map { "'\($0)'" }.joined(separator: ", ")
    var (text, changed, mark) = (text, [Unicode.Scalar: Unicode.Scalar](), first)
    for sign in Self.signs {
      guard let start = Self.firstLetter(of: mark, in: text) else { break }
      changed[sign] = text.unicodeScalars[start]
      text.unicodeScalars.replaceSubrange(start...start, with: CollectionOfOne(sign))
      do {
        guard let root = try Yams.compose(yaml: text, .basic), let found = Self.twins(in: root, changed) else { break }
        return Problem(
          .syntax, "the key '\(found.name)' is written twice; first on line \(found.first.line)",
          at: location(found.second))
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        mark = context.mark
      } catch {
        break
      }
    }
    return Problem(.syntax, "the same key is written twice: \(words)", at: location(first))
  }

  /// Stand for the first letters of keys: private characters that nobody writes. As many keys are looked into.
  private static let signs = "\u{F8A0}\u{F8A1}\u{F8A2}\u{F8A3}\u{F8A4}\u{F8A5}\u{F8A6}\u{F8A7}".unicodeScalars

  /// The place of the first letter of a key, quoted or plain; nil where the text has no such place.
  private static func firstLetter(of mark: Mark, in text: String) -> String.Index? {
    let scalars = text.unicodeScalars
    var (place, line) = (scalars.startIndex, 1)
    while line < mark.line, place < scalars.endIndex {
      if scalars[place] == "\n" { line += 1 }
      place = scalars.index(after: place)
    }
    guard line == mark.line, var start = scalars.index(place, offsetBy: mark.column - 1, limitedBy: scalars.endIndex),
      start < scalars.endIndex
    else { return nil }
    if "'\"".unicodeScalars.contains(scalars[start]) { start = scalars.index(after: start) }
    return start < scalars.endIndex ? start : nil
  }

  /// The first key of an object that stands there twice, but for changed first letters, and its places.
  private static func twins(
    in node: Node, _ changed: [Unicode.Scalar: Unicode.Scalar]
  ) -> (name: String, first: Mark, second: Mark)? {
    switch node {
    case .mapping(let mapping):
      var known: [String: Mark] = [:]
      for (key, value) in mapping {
        if let scalar = key.scalar, let mark = scalar.mark {
          var name = scalar.string
          if let sign = name.unicodeScalars.first, let letter = changed[sign] {
            name = String(letter) + String(name.unicodeScalars.dropFirst())
          }
          if let first = known.updateValue(mark, forKey: name) { return (name, first, mark) }
        }
        if let found = twins(in: value, changed) { return found }
      }
    case .sequence(let sequence):
      for value in sequence {
        if let found = twins(in: value, changed) { return found }
      }
    case .scalar, .alias: break
    }
    return nil
  }
}
