extension JSONParser {
  /// Reads a text in double quotes, with all of JSON's escapes.
  package mutating func string() throws(Problem) -> String {
    skipSpace()
    guard take("\"") else { throw problem("expected a text in double quotes, found \(found)") }
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: String(try parseEscape()).utf8)
      case 0..<0x20:
        throw problem(
          byte == 10 || byte == 13
            ? "the text is not closed: expected '\"' before the end of the line"
            : "a control character in a text must be written as an escape such as \\t")
      default:
        text.append(byte)
        position += 1
        if byte & 0xC0 == 0x80 { continuations += 1 }
      }
    }
    throw problem("the text is not closed: expected '\"' before the end of the file")
  }

  private mutating func parseEscape() throws(Problem) -> Character {
    let backslash = self
    position += 1
    guard let byte = peek else { throw backslash.problem("the text is not closed: it ends in '\\'") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      if let scalar = parseUnicodeEscape() { return Character(scalar) }
      throw backslash.problem("\\u must be followed by four hexadecimal digits that name a character")
    default:
      throw backslash.problem(
        "unknown escape '\\\(Character(Unicode.Scalar(byte)))' in a text; write '\\\\' for a backslash")
    }
  }

  /// The character of `XXXX` after `\u`, or of a surrogate pair `XXXX\uXXXX`; nil where it is none.
  private mutating func parseUnicodeEscape() -> Unicode.Scalar? {
    guard let high = parseFourDigits() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard bytes[position...].starts(with: "\\u".utf8) else { return nil }
    position += 2
    guard let low = parseFourDigits(), (0xDC00..<0xE000).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func parseFourDigits() -> UInt32? {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    position += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  static func belongsToNumber(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Whether the bytes are `-? (0 | [1-9] digits) (. digits)? ([eE] [+-]? digits)?`.
  static func isJSONNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func digits() -> Int {
      let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    func take(_ allowed: String) -> Bool {
      guard let byte = rest.first, allowed.utf8.contains(byte) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = take("-")
    let leadingZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || leadingZero && whole > 1 { return false }
    if take("."), digits() == 0 { return false }
    if take("eE") {
      _ = take("+-")
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }
}
