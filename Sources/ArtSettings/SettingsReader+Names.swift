extension SettingsReader {
  /// One name or a list of names, in which whole numbers stand for the same digits as text; nil where nothing is written.
  public func names(_ key: String, _ help: String) -> [String]? {
    let number = SettingDescription.form(.integer, limits: .atLeast(0))
    let description = SettingDescription(
      key, .list, element: .text, forms: [.form(.text), number], elementForms: [number], help: help)
    guard let value = look(description) else { return nil }
    let path = path(of: key)
    return (value.array.map { Array($0.enumerated()) } ?? [(-1, value)]).compactMap { index, value in
      if let text = value.string ?? value.number?.unsigned.map(String.init) { return text }
      mismatch(
        .wrongType, value, path: index < 0 ? path : "\(path)[\(index)]",
        expected: index < 0 ? "a name, a number or a list of them" : "a name or a number")
      return nil
    }
  }
}
