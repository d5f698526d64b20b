/// The texts in a Swift file, as far as a reader that knows only strings, comments and brackets can tell them.
struct SourceTexts {
  /// A string literal, those that are added to it included, with `…` for what is put into it.
  struct Text {
    var words: String
    /// What calls it is an argument of: `problem` in `reader.problem(at: nil, .missing, "…")`; empty outside of a call.
    let call: String
    /// The name before it: `summary` in `let summary = "…"` and in `summary: "…"`.
    let name: String
  }

  private(set) var texts: [Text] = []
  private let source: [UInt8]
  private var place = 0

  init(_ source: String) {
    self.source = Array(source.utf8)
    read()
  }

  private func starts(_ text: StaticString, at place: Int) -> Bool {
    text.withUTF8Buffer { text in
      place + text.count <= source.count && text.indices.allSatisfy { source[place + $0] == text[$0] }
    }
  }

  private mutating func read() {
    var calls: [String] = []
    /// What stood since the last text, with single spaces; and where that text was.
    var between: [UInt8] = []
    var last: [String]?
    while place < source.count {
      let byte = source[place]
      if starts("//", at: place) {
        while place < source.count, source[place] != UInt8(ascii: "\n") { place += 1 }
        continue
      }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") && isRawText(at: place) {
        let words = text()
        if between.filter({ $0 > UInt8(ascii: " ") }) == [UInt8(ascii: "+")], last == calls, !texts.isEmpty {
          texts[texts.count - 1].words += words
        } else {
          texts.append(Text(words: words, call: calls.last ?? "", name: Self.name(before: between)))
        }
        (between, last) = ([], calls)
        continue
      }
      switch byte {
      case UInt8(ascii: "("): calls.append(Self.word(atEndOf: between))
      case UInt8(ascii: "["), UInt8(ascii: "{"): calls.append("")
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = calls.popLast()
      default: break
      }
      if byte > UInt8(ascii: " ") {
        between.append(byte)
      } else if between.last != UInt8(ascii: " ") {
        between.append(UInt8(ascii: " "))
      }
      place += 1
    }
  }

  private func isRawText(at place: Int) -> Bool {
    let quote = source[place...].firstIndex { $0 != UInt8(ascii: "#") }
    return quote.map { source[$0] == UInt8(ascii: "\"") } ?? false
  }

  /// Reads a literal, from its first mark to behind its last.
  private mutating func text() -> String {
    var marks = 0
    while source[place] == UInt8(ascii: "#") { (marks, place) = (marks + 1, place + 1) }
    let isLong = starts("\"\"\"", at: place)
    let hashes = [UInt8](repeating: UInt8(ascii: "#"), count: marks)
    let end = [UInt8](repeating: UInt8(ascii: "\""), count: isLong ? 3 : 1) + hashes
    let escape = [UInt8(ascii: "\\")] + hashes
    place += isLong ? 3 : 1
    var words: [UInt8] = []
    while place < source.count, !source[place...].starts(with: end) {
      guard source[place...].starts(with: escape) else {
        words.append(source[place])
        place += 1
        continue
      }
      place += escape.count
      switch source[place] {
      case UInt8(ascii: "("):
        skipExpression()
        words += Array("…".utf8)
        continue
      case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "\n"): words.append(UInt8(ascii: " "))
      case UInt8(ascii: "u"):
        while source[place] != UInt8(ascii: "}") { place += 1 }
      default: words.append(source[place])
      }
      place += 1
    }
    place += end.count
    return String(decoding: words, as: UTF8.self).split(separator: /\s+/, omittingEmptySubsequences: false)
      .joined(separator: " ")
  }

  /// Passes over what is put into a text, texts in it included.
  private mutating func skipExpression() {
    var depth = 0
    while place < source.count {
      if source[place] == UInt8(ascii: "\"") {
        _ = text()
        continue
      }
      if source[place] == UInt8(ascii: "(") { depth += 1 }
      if source[place] == UInt8(ascii: ")") { depth -= 1 }
      place += 1
      if depth == 0 { return }
    }
  }

  private static func word(atEndOf bytes: [UInt8]) -> String {
    let word = bytes.reversed().prefix { byte in
      let character = Character(UnicodeScalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }
    return String(decoding: word.reversed(), as: UTF8.self)
  }

  private static func name(before bytes: [UInt8]) -> String {
    var rest = bytes[...]
    func trim() { while rest.last == UInt8(ascii: " ") { rest.removeLast() } }
    trim()
    guard let last = rest.popLast(), last == UInt8(ascii: ":") || last == UInt8(ascii: "=") else { return "" }
    trim()
    let name = word(atEndOf: Array(rest))
    // `let summary: String = "…"`
    guard last == UInt8(ascii: "="), name.first?.isUppercase ?? false else { return name }
    rest = rest.dropLast(name.utf8.count)
    trim()
    guard rest.popLast() == UInt8(ascii: ":") else { return name }
    trim()
    return word(atEndOf: Array(rest))
  }
}
