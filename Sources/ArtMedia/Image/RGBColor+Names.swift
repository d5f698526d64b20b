extension RGBColor {
  /// The names that are understood: those of CSS that people use most.
  public static var names: [String] { named.keys.sorted() }

  static let named: [String: RGBColor] = hexadecimalNames.mapValues { value in
    RGBColor(
      red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
      blue: UInt8(truncatingIfNeeded: value))
  }

  private static let hexadecimalNames: [String: UInt32] = [
    "aqua": 0x00FFFF,
    "beige": 0xF5F5DC,
    "black": 0x000000,
    "blue": 0x0000FF,
    "brown": 0xA52A2A,
    "coral": 0xFF7F50,
    "crimson": 0xDC143C,
    "cyan": 0x00FFFF,
    "darkblue": 0x00008B,
    "darkgray": 0xA9A9A9,
    "darkgreen": 0x006400,
    "darkgrey": 0xA9A9A9,
    "darkred": 0x8B0000,
    "fuchsia": 0xFF00FF,
    "gold": 0xFFD700,
    "gray": 0x808080,
    "green": 0x008000,
    "grey": 0x808080,
    "indigo": 0x4B0082,
    "ivory": 0xFFFFF0,
    "lavender": 0xE6E6FA,
    "lightblue": 0xADD8E6,
    "lightgray": 0xD3D3D3,
    "lightgreen": 0x90EE90,
    "lightgrey": 0xD3D3D3,
    "lime": 0x00FF00,
    "magenta": 0xFF00FF,
    "maroon": 0x800000,
    "navy": 0x000080,
    "olive": 0x808000,
    "orange": 0xFFA500,
    "pink": 0xFFC0CB,
    "purple": 0x800080,
    "red": 0xFF0000,
    "salmon": 0xFA8072,
    "silver": 0xC0C0C0,
    "skyblue": 0x87CEEB,
    "tan": 0xD2B48C,
    "teal": 0x008080,
    "tomato": 0xFF6347,
    "turquoise": 0x40E0D0,
    "violet": 0xEE82EE,
    "white": 0xFFFFFF,
    "yellow": 0xFFFF00,
  ]
}
