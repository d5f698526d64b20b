extension SettingsReader {
  /// A text.
  public func string(_ key: String, default: String, _ help: String) -> String {
    text(SettingDescription(key, .text, default: SettingValue(`default`), help: help)) ?? `default`
  }

  /// A text that may be left out.
  public func optionalString(_ key: String, _ help: String) -> String? {
    text(SettingDescription(key, .text, help: help))
  }

  /// A text that must be written; empty where it is not, with a problem logged.
  public func requiredString(_ key: String, _ help: String) -> String {
    text(SettingDescription(key, .text, isRequired: true, help: help)) ?? ""
  }

  /// True or false.
  public func bool(_ key: String, default: Bool, _ help: String) -> Bool {
    guard let value = look(SettingDescription(key, .flag, default: SettingValue(`default`), help: help)) else {
      return `default`
    }
    if let flag = value.bool { return flag }
    mismatch(.wrongType, value, path: path(of: key), expected: "true or false")
    return `default`
  }

  /// A colour: `#rgb`, `#rrggbb`, `#rrggbbaa` or a name such as `white`.
  public func color(_ key: String, default: SettingColor, _ help: String) -> SettingColor {
    let description = SettingDescription(key, .color, default: SettingValue(`default`.hex), help: help)
    guard let value = look(description) else { return `default` }
    if let color = value.string.flatMap(SettingColor.init) { return color }
    let names = SettingColor.named.map(\.name).joined(separator: ", ")
    mismatch(
      .wrongType, value, path: path(of: key), expected: "a colour such as \"#ff8000\" or one of \(names)")
    return `default`
  }

  private func text(_ description: SettingDescription) -> String? {
    look(description).flatMap { text($0, key: description.key) }
  }

  func text(_ value: SettingValue, key: String) -> String? {
    if let text = value.string, !text.isEmpty { return text }
    let expected = value.string == nil ? "a text" : "a text that is not empty"
    mismatch(.wrongType, value, path: path(of: key), expected: expected)
    return nil
  }
}
