/// Reads JSON (RFC 8259) value by value, and knows the line and column of each. Strict, so that a slip is named where it
/// is: the YAML reader would take a missing comma for a longer text.
///
/// It keeps nothing of what was read: a file's header of any size takes no more memory than its bytes and what is made
/// of them. ``document(_:)`` makes a tree.
package struct JSONParser {
  /// A place in the text.
  package struct Mark {
    let line: Int
    let column: Int
  }

  private enum Step {
    case key(String)
    case index(Int)
  }

  /// The whole file; places in it share its name.
  private let file: SourceLocation
  let bytes: [UInt8]
  var position = 0
  private var line = 1
  private var lineStart = 0
  /// Bytes of the line so far that continue a character: columns count characters.
  var continuations = 0
  /// The keys and indices that lead to what is being read.
  private var steps: [Step] = []
  private var depth = 0
  /// The values of a document so far.
  var values = 0

  package init(_ text: String, file: String) {
    self.file = SourceLocation(file: file)
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
  }

  /// Reads `{ "key": …, … }`.
  ///
  /// - Parameter member: Reads the value of each key, which stands at the mark.
  package mutating func object(
    _ member: (inout JSONParser, _ key: String, _ at: Mark) throws(Problem) -> Void
  ) throws(Problem) {
    skipSpace()
    let opening = line
    guard take("{") else { throw problem("expected an object, found \(found)") }
    try descend()
    var isFirst = true
    skipSpace()
    if !take("}") {
      repeat {
        skipSpace()
        if peek == UInt8(ascii: "}"), !isFirst { throw problem("expected a key after ',', found '}'") }
        guard peek == UInt8(ascii: "\"") else { throw problem("expected a key in double quotes, found \(found)") }
        let mark = mark
        let key = try string()
        skipSpace()
        guard take(":") else { throw problem("expected ':' after the key '\(key.prefix(60))', found \(found)") }
        skipSpace()
        steps.append(.key(key))
        try member(&self, key, mark)
        steps.removeLast()
        isFirst = false
        skipSpace()
      } while take(",")
      guard take("}") else {
        throw problem("expected ',' or '}' in the object that begins on line \(opening), found \(found)")
      }
    }
    depth -= 1
  }

  /// Reads `[ …, … ]`.
  ///
  /// - Parameter element: Reads each element.
  package mutating func list(_ element: (inout JSONParser) throws(Problem) -> Void) throws(Problem) {
    skipSpace()
    let opening = line
    guard take("[") else { throw problem("expected a list, found \(found)") }
    try descend()
    var count = 0
    skipSpace()
    if !take("]") {
      repeat {
        skipSpace()
        if peek == UInt8(ascii: "]"), count > 0 { throw problem("expected a value after ',', found ']'") }
        steps.append(.index(count))
        try element(&self)
        steps.removeLast()
        count += 1
        skipSpace()
      } while take(",")
      guard take("]") else {
        throw problem("expected ',' or ']' in the list that begins on line \(opening), found \(found)")
      }
    }
    depth -= 1
  }

  /// Reads a number.
  package mutating func number() throws(Problem) -> SettingNumber {
    skipSpace()
    let start = position
    let mark = mark
    while let byte = peek, Self.belongsToNumber(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard !text.isEmpty else { throw problem("expected a number, found \(found)") }
    guard text.utf8.count <= DocumentLimits.numberCharacters else {
      throw problem(
        .limit,
        "a number may have \(DocumentLimits.numberCharacters) characters, found \(Counted.text(text.utf8.count))",
        at: mark)
    }
    guard Self.isJSONNumber(bytes[start..<position]) else { throw problem("'\(text)' is no JSON number", at: mark) }
    guard let number = SettingNumber(text: text) else { throw problem(.limit, SettingNumber.tooLarge(text), at: mark) }
    return number
  }

  /// Makes sure that only space is left.
  package mutating func end() throws(Problem) {
    skipSpace()
    if position < bytes.count { throw problem("expected the end of the file after the document, found \(found)") }
  }

  private mutating func descend() throws(Problem) {
    depth += 1
    if depth > DocumentLimits.depth { throw problem(.limit, DocumentLimits.tooDeep()) }
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        lineStart = position + 1
        continuations = 0
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }

  /// Where the reading stands.
  var mark: Mark { Mark(line: line, column: position - lineStart - continuations + 1) }

  func location(_ mark: Mark) -> SourceLocation { file.at(line: mark.line, column: mark.column) }

  package func problem(_ message: String, at mark: Mark? = nil) -> Problem { problem(.syntax, message, at: mark) }

  func problem(_ code: Problem.Code, _ message: String, at mark: Mark? = nil) -> Problem {
    Problem(code, message, at: location(mark ?? self.mark), path: path(to: steps.count))
  }

  /// The path of what is read, `stages[1].frames`, of so many steps.
  private func path(to count: Int) -> String {
    steps.prefix(count).reduce(into: "") { path, step in
      switch step {
      case .key(let key): path += path.isEmpty ? key : ".\(key)"
      case .index(let index): path += "[\(index)]"
      }
    }
  }

  /// A problem of the object that the member being read stands in.
  func problemOfParent(_ code: Problem.Code, _ message: String, at mark: Mark) -> Problem {
    Problem(code, message, at: location(mark), path: path(to: steps.count - 1))
  }

  /// What stands at the position, for "found …".
  var found: String {
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
