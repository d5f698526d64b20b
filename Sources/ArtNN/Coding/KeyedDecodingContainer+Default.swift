extension KeyedDecodingContainer {
  /// A setting that may be left out. Files written before a setting existed stay readable, and files written by hand
  /// stay short.
  func decode<Setting: Decodable>(_ key: Key, default defaultValue: Setting) throws -> Setting {
    try decodeIfPresent(Setting.self, forKey: key) ?? defaultValue
  }
}
