extension SettingsReader {
  /// A whole number.
  public func integer(_ key: String, default: Int, in range: some RangeExpression<Int>, _ help: String) -> Int {
    integer(key, default: `default`, in: Limits(range), help)
  }

  /// A whole number.
  public func integer(_ key: String, default: Int, in limits: Limits<Int> = .any, _ help: String) -> Int {
    readInteger(key, default: SettingValue(`default`), limits, help) ?? `default`
  }

  /// A whole number that may be left out.
  public func optionalInteger(_ key: String, in range: some RangeExpression<Int>, _ help: String) -> Int? {
    readInteger(key, default: nil, Limits(range), help)
  }

  /// A whole number that may be left out.
  public func optionalInteger(_ key: String, in limits: Limits<Int> = .any, _ help: String) -> Int? {
    readInteger(key, default: nil, limits, help)
  }

  /// A whole number that must be written; the smallest one allowed where it is not, with a problem logged.
  public func requiredInteger(_ key: String, in range: some RangeExpression<Int>, _ help: String) -> Int {
    let limits = Limits(range)
    return readInteger(key, default: nil, isRequired: true, limits, help) ?? limits.lower ?? 0
  }

  /// Two whole numbers, such as a height and a width: `[5, 3]`, or `5` for `[5, 5]`; nil where nothing is written.
  public func pair(
    _ key: String, default: SettingValue? = nil, isRequired: Bool = false, in range: some RangeExpression<Int>,
    _ help: String
  ) -> (Int, Int)? {
    let limits = Limits(range)
    let description = SettingDescription(
      key, .pair, limits: limits.asNumbers, default: `default`, isRequired: isRequired, help: help)
    guard let value = look(description) else { return nil }
    let parts = value.array ?? [value, value]
    let numbers = parts.compactMap { $0.number?.integer }
    guard parts.count == 2, numbers.count == 2, numbers.allSatisfy(limits.contains) else {
      let words = Self.words("a whole number", limits.words)
      mismatch(.wrongType, value, path: path(of: key), expected: "\(words), or two in a list")
      return nil
    }
    for (number, part) in zip(numbers, value.array ?? [value])
    where integer(part, limits, path: path(of: key)) != number {
      return nil
    }
    return (numbers[0], numbers[1])
  }

  /// A number.
  public func number(
    _ key: String, default: Double, in range: some RangeExpression<Double>, _ help: String
  ) -> Double {
    number(key, default: `default`, in: Limits(range), help)
  }

  /// A number.
  public func number(_ key: String, default: Double, in limits: Limits<Double> = .any, _ help: String) -> Double {
    readNumber(key, default: SettingValue(`default`), limits, help) ?? `default`
  }

  /// A number that must be written; the smallest one allowed where it is not, with a problem logged.
  public func requiredNumber(_ key: String, in range: some RangeExpression<Double>, _ help: String) -> Double {
    let limits = Limits(range)
    return readNumber(key, default: nil, isRequired: true, limits, help) ?? limits.lower ?? 0
  }

  /// A number that may be left out.
  public func optionalNumber(_ key: String, in range: some RangeExpression<Double>, _ help: String) -> Double? {
    readNumber(key, default: nil, Limits(range), help)
  }

  /// A number that may be left out.
  public func optionalNumber(_ key: String, in limits: Limits<Double> = .any, _ help: String) -> Double? {
    readNumber(key, default: nil, limits, help)
  }

  /// A seed: a whole number from 0 to 18,446,744,073,709,551,615.
  public func seed(_ key: String, default: UInt64, _ help: String) -> UInt64 {
    optionalSeed(key, default: SettingValue(`default`), help) ?? `default`
  }

  /// A seed that may be left out.
  public func optionalSeed(_ key: String, _ help: String) -> UInt64? {
    optionalSeed(key, default: nil, help)
  }

  private func optionalSeed(_ key: String, default: SettingValue?, _ help: String) -> UInt64? {
    let description = SettingDescription(key, .integer, limits: .atLeast(0), default: `default`, help: help)
    guard let value = look(description) else { return nil }
    if let seed = value.number?.unsigned { return seed }
    mismatch(
      value.number == nil ? .wrongType : .outOfRange, value, path: path(of: key), expected: Self.expectedSeed)
    return nil
  }

  private func readInteger(
    _ key: String, default: SettingValue?, isRequired: Bool = false, _ limits: Limits<Int>, _ help: String
  ) -> Int? {
    let description = SettingDescription(
      key, .integer, limits: limits.asNumbers, default: `default`, isRequired: isRequired, help: help)
    guard let value = look(description) else { return nil }
    return integer(value, limits, path: path(of: key))
  }

  private func readNumber(
    _ key: String, default: SettingValue?, isRequired: Bool = false, _ limits: Limits<Double>, _ help: String
  ) -> Double? {
    let description = SettingDescription(
      key, .number, limits: limits, default: `default`, isRequired: isRequired, help: help)
    guard let value = look(description) else { return nil }
    return number(value, limits, path: path(of: key))
  }

  func integer(_ value: SettingValue, _ limits: Limits<Int>, path: String) -> Int? {
    let expected = Self.words("a whole number", limits.words)
    guard let number = value.number?.integer else {
      mismatch(.wrongType, value, path: path, expected: expected)
      return nil
    }
    guard limits.contains(number) else {
      mismatch(.outOfRange, value, path: path, expected: expected)
      return nil
    }
    let closed = limits.closed(by: DocumentLimits.wholeNumber)
    guard closed.contains(number) else {
      mismatch(.outOfRange, value, path: path, expected: Self.words("a whole number", closed.words))
      return nil
    }
    return number
  }

  func number(_ value: SettingValue, _ limits: Limits<Double>, path: String) -> Double? {
    let expected = Self.words("a number", limits.words)
    guard let number = value.number?.double else {
      mismatch(.wrongType, value, path: path, expected: expected)
      return nil
    }
    guard limits.contains(number) else {
      mismatch(.outOfRange, value, path: path, expected: expected)
      return nil
    }
    let closed = limits.closed(by: DocumentLimits.number)
    guard closed.contains(number) else {
      mismatch(.outOfRange, value, path: path, expected: Self.words("a number", closed.words))
      return nil
    }
    let least = DocumentLimits.smallestNumber
    guard number == 0 || abs(number) >= least else {
      let beyond: Limits<Double> = number > 0 ? .atLeast(least) : Limits(...(-least))
      let zero = limits.contains(0) ? "0, or " : ""
      mismatch(.outOfRange, value, path: path, expected: zero + Self.words("a number", beyond.words))
      return nil
    }
    return number
  }

  static var expectedSeed: String { "a whole number from 0 to \(Counted.text(UInt64.max))" }

  private static func words(_ what: String, _ limits: String?) -> String {
    [what, limits].compactMap(\.self).joined(separator: " ")
  }
}
