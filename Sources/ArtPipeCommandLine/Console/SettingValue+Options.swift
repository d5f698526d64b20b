import ArtSettings

/// What the value of an option is as a setting.
protocol OptionValue { var setting: SettingValue { get } }

extension Int: OptionValue { var setting: SettingValue { SettingValue(self) } }
extension Double: OptionValue { var setting: SettingValue { SettingValue(self) } }
extension String: OptionValue { var setting: SettingValue { SettingValue(self) } }

extension SettingValue {
  /// Sets a key to the value of an option.
  mutating func set(_ key: String, _ value: SettingValue, option: String) {
    self[key] = value.placed(at: SourceLocation(option: option))
  }

  /// Sets a key to the value of the option of the same name, where it is given: `sampleNumbers` to that of
  /// `--sample-numbers`.
  mutating func set(_ key: String, _ value: (some OptionValue)?) {
    if let value { set(key, value.setting, option: "\(Self.option(key)) \(value)") }
  }

  /// The same for a file or a folder. What is wrong with one says its path by itself.
  mutating func set(_ key: String, file: String?) {
    if let file { set(key, SettingValue(file), option: Self.option(key)) }
  }

  /// Sets a key to the name of the file that the option `--output` names.
  mutating func set(_ key: String, _ output: OutputFile) {
    set(key, SettingValue(output.name), option: "--output \(output.path(of: output.name))")
  }

  private static func option(_ key: String) -> String {
    "--" + key.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
  }
}
