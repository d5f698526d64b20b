import ArtGAN
import ArtSettings
import Foundation

/// Two columns, the first as wide as its widest entry.
enum TextColumns {
  static func lines(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
  }
}

/// Values as JSON for people.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension String {
  /// The text without a line feed at its end.
  var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

/// A name on the command line that stands for nothing.
enum Unknown {
  /// - Parameter more: mistakes that may be the reason.
  static func problem(_ what: String, _ name: String, known: [String], more: [Problem] = []) -> Problems {
    let suggestion = closest(to: name, in: known)
    var message = "there is no \(what) '\(name)'"
    if suggestion == nil { message += "; known are: \(known.joined(separator: ", "))" }
    return Problems([Problem(.unknownName, message, suggestion: suggestion)] + more)
  }

  /// A model of that name; a file with mistakes, which could not tell its name, may be what was meant.
  static func model(_ id: String, in models: ModelRegistry) -> Problems {
    problem("model", id, known: models.ids, more: models.brokenFiles.compactMap(\.problems.first))
  }
}
