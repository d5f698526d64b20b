extension SettingsReader {
  /// One of the cases of an enumeration, by its raw value.
  public func choice<Choice>(_ key: String, default: Choice, _ help: String) -> Choice
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    return readChoice(key, default: `default`.rawValue, among: names, help).flatMap(Choice.init) ?? `default`
  }

  /// One of the cases of an enumeration, by its raw value, which may be left out.
  public func optionalChoice<Choice>(_ key: String, of type: Choice.Type = Choice.self, _ help: String) -> Choice?
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    readChoice(key, default: nil, among: Choice.allCases.map(\.rawValue), help).flatMap(Choice.init)
  }

  /// One of some names that are only known at run time.
  public func choice(_ key: String, default: String, among names: [String], _ help: String) -> String {
    readChoice(key, default: `default`, among: names, help) ?? `default`
  }

  private func readChoice(_ key: String, default: String?, among names: [String], _ help: String) -> String? {
    let description = SettingDescription(
      key, .text, choices: names, default: `default`.map { SettingValue($0) }, help: help)
    guard let value = look(description) else { return nil }
    let expected = names.count == 1 ? "\"\(names[0])\"" : Self.alternatives(names)
    guard let text = value.string else {
      mismatch(.wrongType, value, path: path(of: key), expected: expected)
      return nil
    }
    if names.contains(text) { return text }
    log.add(
      Problem(
        .unknownName, "expected \(expected), found \(value.summary)", at: value.location, path: path(of: key),
        suggestion: vocabulary.meaning(of: text, in: names)))
    return nil
  }

  /// `"a", "b" or "c"`.
  static func alternatives(_ names: [String]) -> String {
    let quoted = names.map { "\"\($0)\"" }
    return quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
  }
}
