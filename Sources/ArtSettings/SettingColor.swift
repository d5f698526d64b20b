/// A colour that a setting names: `#rgb`, `#rrggbb`, `#rrggbbaa`, or one of a few names.
public struct SettingColor: Hashable, Sendable, Codable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  /// 255 is opaque.
  public var alpha: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  public static let white = SettingColor(red: 255, green: 255, blue: 255)
  public static let black = SettingColor(red: 0, green: 0, blue: 0)

  /// The colours that have names.
  public static let named: [(name: String, color: SettingColor)] = [
    ("white", white), ("black", black), ("transparent", SettingColor(red: 0, green: 0, blue: 0, alpha: 0)),
    ("grey", SettingColor(red: 128, green: 128, blue: 128)), ("gray", SettingColor(red: 128, green: 128, blue: 128)),
    ("red", SettingColor(red: 255, green: 0, blue: 0)), ("green", SettingColor(red: 0, green: 128, blue: 0)),
    ("blue", SettingColor(red: 0, green: 0, blue: 255)), ("yellow", SettingColor(red: 255, green: 255, blue: 0)),
    ("cyan", SettingColor(red: 0, green: 255, blue: 255)), ("magenta", SettingColor(red: 255, green: 0, blue: 255)),
  ]

  /// Reads a colour.
  ///
  /// - Returns: nil where the text names none.
  public init?(_ text: String) {
    if let match = Self.named.first(where: { $0.name == text.lowercased() }) {
      self = match.color
      return
    }
    guard text.hasPrefix("#") else { return nil }
    var digits = text.dropFirst().compactMap(\.hexDigitValue)
    guard digits.count == text.count - 1 else { return nil }
    if digits.count == 3 || digits.count == 4 { digits = digits.flatMap { [$0, $0] } }
    guard digits.count == 6 || digits.count == 8 else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    self.init(red: bytes[0], green: bytes[1], blue: bytes[2], alpha: bytes.count == 4 ? bytes[3] : 255)
  }

  /// `#rrggbb`, or `#rrggbbaa` where not opaque.
  public var hex: String {
    let bytes = alpha == 255 ? [red, green, blue] : [red, green, blue, alpha]
    return "#" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
