/// An opaque sRGB colour.
public struct RGBColor: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  public static let black = RGBColor(red: 0, green: 0, blue: 0)
  public static let white = RGBColor(red: 255, green: 255, blue: 255)

  /// Black or white, whichever is easier to read on this colour (contrast ratio of WCAG 2.1).
  public var readableText: RGBColor {
    // Contrast with white, 1.05 / (l + 0.05), equals that with black, (l + 0.05) / 0.05, at l = 0.179.
    relativeLuminance > 0.179 ? .black : .white
  }

  private var relativeLuminance: Double {
    let light = [red, green, blue].map { Double(SRGB.linear[Int($0)]) }
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  }
}

extension RGBColor: LosslessStringConvertible {
  /// Reads `#rrggbb`, `#rgb` or a common name such as `white` or `navy`; capitals do not matter.
  public init?(_ text: String) {
    let lowercase = text.lowercased()
    if let named = RGBColor.named[lowercase] {
      self = named
      return
    }
    guard lowercase.hasPrefix("#") else { return nil }
    let digits = lowercase.dropFirst().compactMap(\.hexDigitValue).map { UInt8($0) }
    switch (lowercase.utf8.count, digits.count) {
    case (4, 3): self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
    case (7, 6):
      self.init(
        red: digits[0] << 4 | digits[1], green: digits[2] << 4 | digits[3], blue: digits[4] << 4 | digits[5])
    default: return nil
    }
  }

  /// Reads a colour.
  ///
  /// - Throws: ``MediaError`` that says how colours are written.
  public init(parsing text: String) throws(MediaError) {
    guard let color = RGBColor(text) else {
      throw MediaError(
        .invalidArgument, "'\(text)' is not a colour", advice: "write #rrggbb, #rgb or a name such as 'white' or 'navy'"
      )
    }
    self = color
  }

  /// `#rrggbb`.
  public var description: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension RGBColor: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: String(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}
