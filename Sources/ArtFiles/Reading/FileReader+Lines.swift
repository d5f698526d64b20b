extension FileReader {
  /// Reads a file line by line, as far as somebody wants to.
  ///
  /// - Parameters:
  ///   - place: The file.
  ///   - longest: The most bytes that a line may have.
  ///   - limit: The most bytes of the file that are read. A line that goes on behind them is too long, and the last one.
  ///   - body: Gets each line without its end; nil in the place of one that is too long. Says whether it wants the next.
  public static func forEachLine(
    of place: FilePlace, longest: Int, limit: Int, _ body: (_ line: [UInt8]?) throws -> Bool
  ) throws {
    let file = try FileReader(place)
    let size = min(file.size, limit)
    let end = UInt8(ascii: "\n")
    var line: [UInt8] = []
    var isTooLong = false
    for start in stride(from: 0, to: size, by: 1 << 20) {
      var rest = try file.bytes(start..<min(start + 1 << 20, size))[...]
      while let place = rest.firstIndex(of: end) {
        isTooLong = isTooLong || line.count + place - rest.startIndex > longest
        guard try body(isTooLong ? nil : line + rest[..<place]) else { return }
        (line, isTooLong) = ([], false)
        rest = rest[(place + 1)...]
      }
      if line.count + rest.count > longest { (line, isTooLong) = ([], true) } else { line += rest }
    }
    if isTooLong || !line.isEmpty || size < file.size { _ = try body(isTooLong || size < file.size ? nil : line) }
  }
}
