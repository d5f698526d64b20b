/// The ten digits, 5 pixels wide and 7 high, one bit a pixel, the leftmost pixel in bit 4.
enum DigitFont {
  static let width = 5
  static let height = 7

  /// Digits stand one pixel apart.
  static func width(of text: String) -> Int {
    text.isEmpty ? 0 : text.count * (width + 1) - 1
  }

  /// Draws the digits of a text, `scale` pixels for each of theirs. They must fit into the image.
  static func draw(_ text: String, into image: inout PixelImage, x: Int, y: Int, scale: Int, color: RGBColor) {
    for (place, character) in text.enumerated() {
      guard let digit = character.wholeNumberValue, glyphs.indices.contains(digit) else { continue }
      for (row, bits) in glyphs[digit].enumerated() {
        for column in 0..<width where bits & (1 << (width - 1 - column)) != 0 {
          image.fill(
            x: x + (place * (width + 1) + column) * scale, y: y + row * scale, width: scale, height: scale,
            with: color)
        }
      }
    }
  }

  private static let glyphs: [[UInt8]] = [
    [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
    [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
    [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
    [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
    [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
    [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
    [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000],
    [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
  ]
}
