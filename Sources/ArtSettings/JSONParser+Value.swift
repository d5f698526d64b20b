extension JSONParser {
  /// Reads a whole document.
  ///
  /// - Parameter log: Gets keys that are written twice; the first one counts.
  mutating func document(_ log: ProblemLog) throws(Problem) -> SettingValue {
    skipSpace()
    if peek == nil { throw problem("the file is empty; expected a JSON object") }
    let value = try value(log)
    try end()
    return value
  }

  /// Reads a value of any kind.
  private mutating func value(_ log: ProblemLog) throws(Problem) -> SettingValue {
    let mark = mark
    let start = location(mark)
    values += 1
    if values > DocumentLimits.values { throw problem(.limit, DocumentLimits.tooMany()) }
    switch peek {
    case UInt8(ascii: "{"): return SettingValue(.object(try members(log)), at: start)
    case UInt8(ascii: "["):
      var elements: [SettingValue] = []
      try list { (parser) throws(Problem) in elements.append(try parser.value(log)) }
      return SettingValue(.array(elements), at: start)
    case UInt8(ascii: "\""):
      let text = try string()
      guard text.utf8.count <= DocumentLimits.textBytes else {
        throw problem(.limit, DocumentLimits.tooLong("the text", DocumentLimits.textBytes), at: mark)
      }
      return SettingValue(.string(text), at: start)
    case let byte? where byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return SettingValue(.number(try number()), at: start)
    default: break
    }
    for (word, content) in [("true", SettingValue.Content.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return SettingValue(content, at: start)
    }
    throw problem("expected a value, found \(found)")
  }

  private mutating func members(_ log: ProblemLog) throws(Problem) -> [SettingValue.Member] {
    var members: [SettingValue.Member] = []
    var lines: [String: Int] = [:]
    try object { (parser, key, mark) throws(Problem) in
      let place = parser.location(mark)
      guard key.utf8.count <= DocumentLimits.keyBytes else {
        throw parser.problemOfParent(.limit, DocumentLimits.tooLong("the key", DocumentLimits.keyBytes), at: mark)
      }
      let value = try parser.value(log)
      if let first = lines[key] {
        log.add(
          parser.problemOfParent(.syntax, "the key '\(key)' is written twice; first on line \(first)", at: mark))
      } else {
        lines[key] = mark.line
        members.append(SettingValue.Member(key, at: place, value))
      }
    }
    return members
  }
}
