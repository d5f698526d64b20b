extension Paths {
  /// A path, a name or any text from outside, made safe to print: what would move the cursor, end the line, turn the
  /// direction of writing or be no text at all is spelled out, as `\n`, `\u{202E}` or `\xE9`.
  public static func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let words = spelling(of: scalar) { safe.append(contentsOf: words.unicodeScalars) } else { safe.append(scalar) }
    }
    return String(safe)
  }

  /// How a scalar that is not safe to print is spelled out; nil for one that is.
  private static func spelling(of scalar: Unicode.Scalar) -> String? {
    if let byte = byte(carriedBy: scalar) { return "\\x" + hexadecimal(UInt32(byte)) }
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: break
    // Format characters turn the direction of writing or are not seen. Joiners belong to scripts and emoji.
    case .format where scalar.value != 0x200C && scalar.value != 0x200D: break
    default: return nil
    }
    return "\\u{" + hexadecimal(scalar.value) + "}"
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
  }

  /// What is wrong with a name for a new file, folder or run; nil for a good one. A good name has no folders, is not
  /// hidden, and shows on any screen as it is.
  public static func fault(ofName name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.count > 200 { return "it is longer than 200 bytes" }
    if isHidden(name) { return "it begins with a dot" }
    if name.utf8.contains(slash) { return "it has a '/'" }
    for scalar in name.unicodeScalars {
      // Words of some languages, and some emoji, are joined by these two.
      if scalar == "\u{200C}" || scalar == "\u{200D}" { continue }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        return "it has the character U+\(String(scalar.value, radix: 16, uppercase: true)), which is not shown"
      default: break
      }
    }
    return nil
  }
}
