/// A number as it was written, so that large whole numbers lose no digit.
public struct SettingNumber: Hashable, Sendable {
  /// The JSON text of the number.
  public let text: String
  /// The nearest double; always finite.
  public let double: Double

  /// Reads a JSON number.
  ///
  /// - Returns: nil where the text is no number, or one that is too large for a double.
  public init?(text: String) {
    guard let value = Double(text), value.isFinite else { return nil }
    self.text = text
    double = value
  }

  /// What is wrong with a number that no double can hold.
  static func tooLarge(_ text: String) -> String {
    "the number \(text.count > 30 ? "\(text.prefix(27))…" : text) is too large"
  }

  public init(_ value: Int) {
    text = String(value)
    double = Double(value)
  }

  public init(_ value: UInt64) {
    text = String(value)
    double = Double(value)
  }

  /// A number from a double. JSON has no word for infinity and "not a number": they become 0.
  public init(_ value: Double) {
    double = value.isFinite ? value : 0
    text = Int(exactly: double).map(String.init) ?? "\(double)"
  }

  /// The number as an `Int`, where it is a whole number that fits; `10.0` and `1e3` are whole.
  public var integer: Int? { Int(text) ?? Int(exactly: double) }

  /// The number as a `UInt64`, where it is a whole number that fits.
  public var unsigned: UInt64? { UInt64(text) ?? UInt64(exactly: double) }

  /// One spelling for each number: whole numbers in digits, others in the shortest form that reads back the same.
  public var canonicalText: String {
    if let integer { return String(integer) }
    if let unsigned { return String(unsigned) }
    return "\(double)"
  }
}
