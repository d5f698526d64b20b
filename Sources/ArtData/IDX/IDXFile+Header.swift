import ArtFiles

extension IDXFile {
  /// The dimensions that a file's header names, without reading what follows it.
  ///
  /// - Throws: ``DatasetError`` where the file cannot be read, is no IDX file of bytes, or, being plain, has another
  ///   length than it says.
  static func dimensions(ofFile path: String) throws(DatasetError) -> [Int] {
    // Enough for a packed header too: deflate never makes it a hundred times longer.
    let file = try DatasetError.mapping { () throws(FileError) in try FileReader(path) }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try file.bytes(0..<min(file.size, 1 << 16))
    } catch {
      throw DatasetError(error)
    }
    if GzipStream.begins(bytes) {
      return try GzipStream.with(bytes, name: path) { stream throws(DatasetError) in
        try header(stream, name: path)
      }
    }
    let stream = PlainStream(bytes)
    let dimensions = try header(stream, name: path)
    try check(dimensions, bodyBytes: file.size - (bytes.count - stream.mostPossible), name: path)
    return dimensions
  }

  /// Checks that as many bytes follow the header as it says.
  private static func check(_ dimensions: [Int], bodyBytes: Int, name: String) throws(DatasetError) {
    let count = try elementCount(dimensions, name: name)
    guard bodyBytes >= count else { throw tooShort(dimensions, count, found: bodyBytes, name: name) }
    guard bodyBytes == count else { throw tooLong(dimensions, count, name: name) }
  }
}
