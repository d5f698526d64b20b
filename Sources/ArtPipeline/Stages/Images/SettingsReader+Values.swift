import ArtMedia
import ArtSettings

/// Values of images and videos that are written as texts.
extension SettingsReader {
  /// A colour for files that cannot be transparent.
  func opaqueColor(_ key: String, default: RGBColor, _ help: String) -> RGBColor {
    let usual = SettingColor(red: `default`.red, green: `default`.green, blue: `default`.blue)
    let color = color(key, default: usual, help)
    if color.alpha != 255 { problem(at: key, .outOfRange, "expected a colour that is not transparent") }
    return RGBColor(red: color.red, green: color.green, blue: color.blue)
  }

  /// An amount of data such as `"8 MB"`, in bytes.
  func bytes(_ key: String, _ help: String) -> Int? {
    amount(
      key, help, example: "8 MB",
      units: [
        "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
      ])
  }

  /// A rate such as `"4M"` or `"800 kbit/s"`, in bits for each second.
  func bitsPerSecond(_ key: String, _ help: String) -> Int? {
    let units = ["": 1.0, "k": 1000, "m": 1_000_000]
    let long = units.map { ($0.key + "bit/s", $0.value) }
    return amount(key, help, example: "4M", units: units.merging(long) { $1 })
  }

  private func amount(_ key: String, _ help: String, example: String, units: [String: Double]) -> Int? {
    guard let text = optionalString(key, help) else { return nil }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).filter { $0 != " " }.lowercased()
    guard let number = Double(digits), let factor = units[unit], (1...1e15).contains(number * factor) else {
      problem(at: key, .outOfRange, "expected an amount such as \"\(example)\", found \"\(text)\"")
      return nil
    }
    return Int(number * factor)
  }
}
