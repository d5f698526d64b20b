extension SettingsReader {
  /// An object of settings; where it is not written, its settings have their defaults. Unknown keys in it are problems.
  ///
  /// - Parameters:
  ///   - key: The object's key.
  ///   - shorthand: Where given, a text is taken for an object with this key alone.
  ///   - isSwitch: Whether true and false can stand in its place; the caller looks for them first.
  ///   - help: What the object is for, in a line.
  ///   - read: Reads the object's settings.
  public func nested<T>(
    _ key: String, shorthand: String? = nil, isSwitch: Bool = false, _ help: String, _ read: (SettingsReader) -> T
  ) -> T {
    var description = describeNested(key, .object, shorthand: shorthand, help, read)
    description.isSwitch = isSwitch
    let value = look(description) ?? SettingValue(.null, at: location)
    return self.read(value, path: path(of: key), shorthand: shorthand, read)
  }

  /// An object of settings that may be left out.
  ///
  /// - Parameters:
  ///   - key: The object's key.
  ///   - shorthand: Where given, a text is taken for an object with this key alone.
  ///   - reference: What schemas call the object, where it is described on its own: `model`.
  ///   - help: What the object is for, in a line.
  ///   - read: Reads the object's settings.
  public func optionalNested<T>(
    _ key: String, shorthand: String? = nil, of reference: String? = nil, _ help: String,
    _ read: (SettingsReader) -> T
  ) -> T? {
    var description = describeNested(key, .object, shorthand: shorthand, help, read)
    description.reference = reference
    guard let value = look(description) else { return nil }
    return self.read(value, path: path(of: key), shorthand: shorthand, read)
  }

  /// An object of settings that can be switched: `true` is an object without keys, `false` is nothing, and where it is not
  /// written there is the default.
  public func switchable<T>(
    _ key: String, default: T?, _ help: String, _ read: (SettingsReader) -> T
  ) -> T? {
    var description = describeNested(key, .object, shorthand: nil, help, read)
    description.isSwitch = true
    guard let value = look(description) else { return `default` }
    guard let isOn = value.bool else { return self.read(value, path: path(of: key), shorthand: nil, read) }
    return isOn ? self.read(SettingValue(.null, at: value.location), path: path(of: key), shorthand: nil, read) : nil
  }

  /// Lists the settings of parts of which one is chosen, where this reader only lists: none of them must be written, since
  /// another part may be meant. The caller reads those of the chosen one.
  public func listAlternatives(_ parts: [(SettingsReader) -> Void]) {
    guard isDescribing else { return }
    for description in parts.flatMap({ SettingsReader.describe(in: environment, $0) }) {
      var description = description
      description.isRequired = false
      _ = look(description)
    }
  }

  /// A list of objects; nil where it is not written.
  ///
  /// - Parameters:
  ///   - key: The list's key.
  ///   - shorthand: Where given, a text in the list is taken for an object with this key alone.
  ///   - reference: What messages and schemas call each object, where it is described on its own: `layer`.
  ///   - isRequired: Whether it is a problem if the list is not written.
  ///   - most: How many objects there may be; of a longer list none is read.
  ///   - help: What the list is for, in a line.
  ///   - read: Reads the settings of one object.
  public func objects<T>(
    _ key: String, shorthand: String? = nil, of reference: String? = nil, isRequired: Bool = false,
    atMost most: Int = 1000,
    _ help: String, _ read: (SettingsReader) -> T
  ) -> [T]? {
    var description = describeNested(key, .list, shorthand: shorthand, help, read)
    description.element = .object
    description.reference = reference
    description.isRequired = isRequired
    if let count = written(key)?.array?.count, count > most {
      let name = reference.map { "\($0)s" } ?? key
      _ = look(description)
      problem(at: key, .limit, "expected at most \(Counted.text(most)) \(name), found \(Counted.text(count))")
      return []
    }
    return elements(description)?.map { element, path in
      self.read(element, path: path, shorthand: shorthand, read)
    }
  }

  /// A list of whole numbers; nil where it is not written.
  public func integers(
    _ key: String, in range: some RangeExpression<Int>, isRequired: Bool = false, _ help: String
  ) -> [Int]? {
    integers(key, in: Limits(range), isRequired: isRequired, help)
  }

  /// A list of whole numbers; nil where it is not written.
  public func integers(
    _ key: String, in limits: Limits<Int> = .any, isRequired: Bool = false, _ help: String
  ) -> [Int]? {
    let description = SettingDescription(
      key, .list, element: .integer, limits: limits.asNumbers, isRequired: isRequired, help: help)
    // Something stands in for a wrong number, so that the list keeps its length.
    return elements(description)?.map { integer($0, limits, path: $1) ?? limits.lower ?? 0 }
  }

  /// A list of numbers; nil where it is not written.
  public func numbers(_ key: String, in limits: Limits<Double> = .any, _ help: String) -> [Double]? {
    let description = SettingDescription(
      key, .list, element: .number, limits: limits, help: help)
    return elements(description)?.map { number($0, limits, path: $1) ?? limits.lower ?? 0 }
  }

  /// A list of seeds; nil where it is not written.
  public func seeds(_ key: String, _ help: String) -> [UInt64]? {
    let description = SettingDescription(
      key, .list, element: .integer, limits: .atLeast(0), help: help)
    return elements(description)?.map { value, path in
      if let seed = value.number?.unsigned { return seed }
      mismatch(.wrongType, value, path: path, expected: Self.expectedSeed)
      return 0
    }
  }

  /// A list of texts; nil where it is not written.
  public func strings(_ key: String, _ help: String) -> [String]? {
    elements(SettingDescription(key, .list, element: .text, help: help))?.compactMap { value, path in
      if let text = value.string { return text }
      mismatch(.wrongType, value, path: path, expected: "a text")
      return nil
    }
  }

  private func elements(_ description: SettingDescription) -> [(SettingValue, path: String)]? {
    guard let value = look(description) else { return nil }
    let path = path(of: description.key)
    guard let elements = value.array else {
      let expected = description.reference.map { "a list of \($0)s" } ?? "a list"
      mismatch(.wrongType, value, path: path, expected: expected)
      return nil
    }
    return elements.enumerated().map { ($0.element, "\(path)[\($0.offset)]") }
  }

  private func read<T>(
    _ value: SettingValue, path: String, shorthand: String?, _ read: (SettingsReader) -> T
  ) -> T {
    let reader = SettingsReader(
      value, path: path, shorthand: shorthand, environment: environment, log: isDescribing ? ProblemLog() : log)
    let result = read(reader)
    reader.finish()
    return result
  }

  private func describeNested<T>(
    _ key: String, _ kind: SettingDescription.Kind, shorthand: String?, _ help: String, _ read: (SettingsReader) -> T
  ) -> SettingDescription {
    // Reading twice costs little, and only when listing.
    let nested = isDescribing ? SettingsReader.describe(in: environment, read) : []
    return SettingDescription(key, kind, shorthand: shorthand, nested: nested, help: help)
  }
}
