import ArtSettings

/// Documents with one number changed, for every number that settings describe.
enum Extremes {
  /// What no setting expects; each is a valid JSON number.
  static let numbers = [
    "0", "-1", "0.5", "1e-320", "65536", "1000000000", "9223372036854775807", "1e308", "-1e308",
  ]

  /// The settings of one part, as JSON with `number` at one place: once for each number among the settings.
  static func objects(of settings: [SettingDescription], number: String) -> [(path: String, members: String)] {
    settings.flatMap { setting -> [(String, String)] in
      let key = "\"\(setting.key)\": "
      switch setting.kind {
      case .integer, .number, .pair: return [(setting.key, key + number)]
      case .list where setting.element == .integer || setting.element == .number:
        return [(setting.key, key + "[\(number)]"), (setting.key, key + "[\(number), \(number), \(number)]")]
      case .list:
        return objects(of: setting.nested, number: number).map {
          ("\(setting.key)[0].\($0.path)", key + "[{\($0.members)}]")
        }
      case .object:
        return objects(of: setting.nested, number: number).map {
          ("\(setting.key).\($0.path)", key + "{\($0.members)}")
        }
      case .text, .flag, .color, .path, .any: return []
      }
    }
  }
}
