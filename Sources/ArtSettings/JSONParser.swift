/// Reads JSON (RFC 8259) and keeps the place of every value and key. Strict, so that a slip is named where it is: the
/// YAML reader would take a missing comma for a longer text.
struct JSONParser {
  /// Deeper nesting than anyone writes; it keeps the recursion away from the end of the stack.
  static let maximumDepth = 200

  let file: String
  let bytes: [UInt8]
  let log: ProblemLog
  var position = 0
  private var line = 1
  private var lineStart = 0
  private var path: [String] = []

  init(_ text: String, file: String, log: ProblemLog) {
    self.file = file
    self.log = log
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
  }

  mutating func parseDocument() throws(Problem) -> SettingValue {
    skipSpace()
    if position == bytes.count { throw problem("the file is empty; expected a JSON object") }
    let value = try parseValue(depth: 0)
    skipSpace()
    if position < bytes.count { throw problem("expected the end of the file after the document, found \(found)") }
    return value
  }

  private mutating func parseValue(depth: Int) throws(Problem) -> SettingValue {
    if depth > Self.maximumDepth { throw problem("nested more than \(Self.maximumDepth) deep") }
    let start = location
    switch peek {
    case UInt8(ascii: "{"): return SettingValue(.object(try parseMembers(depth: depth)), at: start)
    case UInt8(ascii: "["): return SettingValue(.array(try parseElements(depth: depth)), at: start)
    case UInt8(ascii: "\""): return SettingValue(.string(try parseString()), at: start)
    case let byte? where byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return SettingValue(.number(try parseNumber()), at: start)
    default: break
    }
    for (word, content) in [("true", SettingValue.Content.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return SettingValue(content, at: start)
    }
    throw problem("expected a value, found \(found)")
  }

  private mutating func parseMembers(depth: Int) throws(Problem) -> [SettingValue.Member] {
    let opening = line
    position += 1
    var members: [SettingValue.Member] = []
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      if peek == UInt8(ascii: "}"), !members.isEmpty { throw problem("expected a key after ',', found '}'") }
      guard peek == UInt8(ascii: "\"") else { throw problem("expected a key in double quotes, found \(found)") }
      let keyLocation = location
      let key = try parseString()
      skipSpace()
      guard take(":") else { throw problem("expected ':' after the key '\(key)', found \(found)") }
      skipSpace()
      path.append(path.isEmpty ? key : ".\(key)")
      let value = try parseValue(depth: depth + 1)
      path.removeLast()
      if let first = members.first(where: { $0.key == key })?.keyLocation {
        log.add(
          Problem(
            .syntax, "the key '\(key)' is written twice; first on line \(first.line ?? 0)", at: keyLocation,
            path: path.joined()))
      } else {
        members.append(SettingValue.Member(key, at: keyLocation, value))
      }
      skipSpace()
      if take("}") { return members }
      guard take(",") else {
        throw problem("expected ',' or '}' in the object that begins on line \(opening), found \(found)")
      }
    }
  }

  private mutating func parseElements(depth: Int) throws(Problem) -> [SettingValue] {
    let opening = line
    position += 1
    var elements: [SettingValue] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      skipSpace()
      if peek == UInt8(ascii: "]"), !elements.isEmpty { throw problem("expected a value after ',', found ']'") }
      path.append("[\(elements.count)]")
      elements.append(try parseValue(depth: depth + 1))
      path.removeLast()
      skipSpace()
      if take("]") { return elements }
      guard take(",") else {
        throw problem("expected ',' or ']' in the list that begins on line \(opening), found \(found)")
      }
    }
  }

  private mutating func parseNumber() throws(Problem) -> SettingNumber {
    let start = position
    let place = location
    while let byte = peek, Self.belongsToNumber(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Self.isJSONNumber(bytes[start..<position]) else {
      throw Problem(.syntax, "'\(text)' is no JSON number", at: place, path: path.joined())
    }
    guard let number = SettingNumber(text: text) else {
      throw Problem(.syntax, "the number \(text) is too large", at: place, path: path.joined())
    }
    return number
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        lineStart = position + 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }

  var location: SourceLocation {
    // Columns count Unicode scalars: every byte that does not continue one.
    let column = bytes[lineStart..<position].count { $0 & 0xC0 != 0x80 } + 1
    return SourceLocation(file: file, line: line, column: column)
  }

  func problem(_ message: String) -> Problem {
    Problem(.syntax, message, at: location, path: path.joined())
  }

  /// What stands at the position, for "found …".
  private var found: String {
    guard let byte = peek else { return "the end of the file" }
    let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
    if rest.hasPrefix("//") || rest.hasPrefix("/*") || byte == UInt8(ascii: "#") {
      return "a comment, which JSON does not have (a .yaml document may have them)"
    }
    let letters = bytes[position...].prefix(20).prefix { Self.isWordByte($0) }
    if !letters.isEmpty { return "'\(String(decoding: letters, as: UTF8.self))'" }
    return rest.first.map { "'\($0)'" } ?? "nothing"
  }
}
