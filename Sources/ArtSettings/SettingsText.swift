/// The text of a settings file, whatever program saved it: UTF-8 or UTF-16, with a byte order mark or without.
enum SettingsText {
  /// The text of a file's bytes, without its byte order mark.
  ///
  /// - Throws: `Problem` with the place of the first byte that is no text.
  static func decode(_ bytes: [UInt8], file: String) throws(Problem) -> String {
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFF, 0xFE): return try decodeUTF16(bytes, file: file) { UInt16($0) | UInt16($1) << 8 }
    case (0xFE, 0xFF): return try decodeUTF16(bytes, file: file) { UInt16($0) << 8 | UInt16($1) }
    default:
      let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      var place = Place(file: file)
      throw place.problem(bytes, Unicode.UTF8.self, "this byte is no UTF-8 text; save the file as UTF-8")
    }
  }

  private static func decodeUTF16(
    _ bytes: [UInt8], file: String, _ unit: (UInt8, UInt8) -> UInt16
  ) throws(Problem) -> String {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
    if bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) { return text }
    var place = Place(file: file)
    throw place.problem(units, Unicode.UTF16.self, "this is no UTF-16 text; save the file as UTF-8")
  }

  /// A place that goes along with the characters of a text.
  private struct Place {
    let file: String
    var line = 1
    var column = 1

    /// The problem of the first unit that belongs to no character.
    mutating func problem<Encoding: Unicode.Encoding>(
      _ units: some Sequence<Encoding.CodeUnit>, _ encoding: Encoding.Type, _ message: String
    ) -> Problem {
      var parser = Encoding.ForwardParser()
      var units = units.makeIterator()
      while case .valid(let encoded) = parser.parseScalar(from: &units) {
        if Encoding.decode(encoded) == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
      }
      return Problem(.syntax, message, at: SourceLocation(file: file, line: line, column: column))
    }
  }
}
