import ArtGAN
import ArtSettings
import Foundation

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

/// An unknown name on the command line.
enum Unknown {
  /// - Parameter more: problems that may be the reason, which come first.
  static func problem(_ what: String, _ name: String, known: [String], more: [Problem] = []) -> Problems {
    let suggestion = closest(to: name, in: known)
    var message = "there is no \(what) '\(name)'"
    if suggestion == nil { message += "; known are: \(known.joined(separator: ", "))" }
    return Problems(more + [Problem(.unknownName, message, suggestion: suggestion)])
  }

  /// An unknown model; it may be in a model file that could not be read.
  static func model(_ id: String, in models: ModelRegistry) -> Problems {
    problem("model", id, known: models.ids, more: models.brokenFiles.compactMap(\.problems.first))
  }
}

/// Settings as an indented list for people.
enum SettingsText {
  static func lines(_ settings: [SettingDescription], indent: String = "  ") -> [String] {
    settings.flatMap { setting -> [String] in
      var first = "\(indent)\(setting.key): \(setting.type)"
      if setting.isRequired { first += " (must be given)" }
      if let value = setting.defaultValue { first += " = \(value)" }
      return [first, "\(indent)    \(setting.help)"] + lines(setting.nested, indent: indent + "  ")
    }
  }
}
