/// A reader of the JSON that a safetensors header is made of: objects, arrays, strings, whole numbers.
///
/// Foundation's decoders keep one of two equal keys without a word. Here a repeated name is damage, so the header is
/// read by hand. Nothing else of JSON occurs in a sound header.
struct HeaderJSON {
  struct Failure: Error {
    let code: SafetensorsError.Code
    let message: String
  }

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads `{ "key": …, … }`; the body reads each value.
  mutating func object(_ body: (inout HeaderJSON, String) throws(Failure) -> Void) throws(Failure) {
    try expect("{")
    var seen: Set<String> = []
    if take("}") { return }
    repeat {
      let key = try string()
      guard seen.insert(key).inserted else {
        throw Failure(code: .duplicateName, message: "the name '\(key)' appears twice in the header")
      }
      try expect(":")
      try body(&self, key)
    } while take(",")
    try expect("}")
  }

  mutating func integers() throws(Failure) -> [Int] {
    try expect("[")
    var numbers: [Int] = []
    if take("]") { return numbers }
    repeat { numbers.append(try integer()) } while take(",")
    try expect("]")
    return numbers
  }

  mutating func integer() throws(Failure) -> Int {
    skipSpace()
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    let digits = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let number = Int(digits), digits == "0" || !digits.hasPrefix("0") else {
      throw failure("a whole number of at least 0")
    }
    return number
  }

  mutating func string() throws(Failure) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw failure("text in UTF-8") }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw failure("the end of a string")
      default: text.append(byte)
      }
    }
    throw failure("the end of a string")
  }

  /// Only spaces may follow: writers pad the header with them.
  mutating func end() throws(Failure) {
    skipSpace()
    guard place == bytes.count else { throw failure("the end of the header") }
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    guard place < bytes.count else { throw failure("the end of a string") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw failure("an escape known to JSON")
    }
  }

  /// Four hexadecimal digits; a character beyond 16 bits comes as two such escapes.
  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u")
    else { throw failure("a pair of surrogates") }
    place += 2
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure("a pair of surrogates") }
    return scalar
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard place < bytes.count, let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue else {
        throw failure("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
    guard take(character) else { throw failure("'\(character)'") }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private func failure(_ expected: String) -> Failure {
    Failure(code: .badHeader, message: "the header is damaged: expected \(expected) at byte \(place) of it")
  }
}
