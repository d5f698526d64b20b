extension SettingValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self.init(.string(value)) }
  public init(integerLiteral value: Int) { self.init(.number(SettingNumber(value))) }
  public init(floatLiteral value: Double) { self.init(.number(SettingNumber(value))) }
  public init(booleanLiteral value: Bool) { self.init(.bool(value)) }
  public init(nilLiteral: ()) { self.init(.null) }
  public init(arrayLiteral elements: SettingValue...) { self.init(.array(elements)) }

  /// An object; of a key written twice the last value counts.
  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    self.init(.object([]))
    for (key, value) in elements { self[key] = value }
  }
}

extension SettingValue {
  public init(_ value: String) { self.init(.string(value)) }
  public init(_ value: Bool) { self.init(.bool(value)) }
  public init(_ value: Int) { self.init(.number(SettingNumber(value))) }
  public init(_ value: UInt64) { self.init(.number(SettingNumber(value))) }
  public init(_ value: Double) { self.init(.number(SettingNumber(value))) }
  public init(_ values: [SettingValue]) { self.init(.array(values)) }
}
