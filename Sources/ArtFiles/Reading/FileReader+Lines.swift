extension FileReader {
  /// Reads a file line by line, whatever its size.
  ///
  /// - Parameters:
  ///   - place: The file.
  ///   - longest: The most bytes that a line may have.
  ///   - body: Gets each line without its end; nil in the place of one that is too long.
  public static func forEachLine(
    of place: FilePlace, longest: Int, _ body: (_ line: [UInt8]?) throws -> Void
  ) throws {
    let file = try FileReader(place)
    let end = UInt8(ascii: "\n")
    var line: [UInt8] = []
    var isTooLong = false
    for start in stride(from: 0, to: file.size, by: 1 << 20) {
      var rest = try file.bytes(start..<min(start + 1 << 20, file.size))[...]
      while let place = rest.firstIndex(of: end) {
        isTooLong = isTooLong || line.count + place - rest.startIndex > longest
        try body(isTooLong ? nil : line + rest[..<place])
        (line, isTooLong) = ([], false)
        rest = rest[(place + 1)...]
      }
      if line.count + rest.count > longest { (line, isTooLong) = ([], true) } else { line += rest }
    }
    if isTooLong || !line.isEmpty { try body(isTooLong ? nil : line) }
  }
}
