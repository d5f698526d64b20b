import ArtSettings

/// Settings as an indented list for people.
enum SettingsTable {
  static func lines(_ settings: [SettingDescription], indent: String = "  ") -> [String] {
    settings.flatMap { setting -> [String] in
      var first = "\(indent)\(setting.key): \(setting.type)"
      if setting.isRequired { first += " (must be given)" }
      if let value = setting.defaultValue { first += " = \(value)" }
      return [first, "\(indent)    \(setting.help)"] + lines(setting.nested, indent: indent + "  ")
    }
  }
}
