extension IDXFile {
  /// The dimensions that a file's header names, without reading what follows it.
  ///
  /// - Throws: ``DatasetError`` where the file cannot be read, is no IDX file of bytes, or, being plain, has another
  ///   length than it says.
  static func dimensions(ofFile path: String) throws(DatasetError) -> [Int] {
    let stream = try FileStream(path: path)
    // Enough for a packed header too: deflate never makes it a hundred times longer.
    let start = try stream.peek(1 << 16)
    if GzipStream.begins(start) {
      return try GzipStream.with(start, name: path) { stream throws(DatasetError) in
        try header(stream, name: path)
      }
    }
    let dimensions = try header(stream, name: path)
    try check(dimensions, bodyBytes: stream.mostPossible, name: path)
    return dimensions
  }

  /// Checks that as many bytes follow the header as it says.
  private static func check(_ dimensions: [Int], bodyBytes: Int, name: String) throws(DatasetError) {
    let count = try elementCount(dimensions, name: name)
    guard bodyBytes >= count else { throw tooShort(dimensions, count, found: bodyBytes, name: name) }
    guard bodyBytes == count else { throw tooLong(dimensions, count, name: name) }
  }
}
