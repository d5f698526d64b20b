import ArtFiles

/// Bytes that are read from the front: a plain file, or one that is unpacked on the way.
protocol ByteStream {
  /// The most bytes that can still come: a header that claims more is wrong.
  var mostPossible: Int { get }

  /// The next `count` bytes, fewer only at the end.
  func read(_ count: Int) throws(DatasetError) -> [UInt8]

  /// Passes over `count` bytes, fewer only at the end.
  ///
  /// - Returns: How many there were.
  func skip(_ count: Int) throws(DatasetError) -> Int
}

/// The bytes of a plain file, read as they are asked for.
final class FileStream: ByteStream {
  private let file: FileReader
  private var place = 0

  init(path: String) throws(DatasetError) {
    do throws(FileError) {
      file = try FileReader(path)
    } catch {
      throw DatasetError(error)
    }
  }

  /// The next bytes, which are read again later.
  func peek(_ count: Int) throws(DatasetError) -> [UInt8] {
    let start = place
    defer { place = start }
    return try read(count)
  }

  var mostPossible: Int { file.size - place }

  func read(_ count: Int) throws(DatasetError) -> [UInt8] {
    let start = place
    place += min(count, mostPossible)
    let range = start..<place
    do throws(FileError) {
      return try file.bytes(range)
    } catch {
      throw DatasetError(error)
    }
  }

  func skip(_ count: Int) -> Int {
    let skipped = min(count, mostPossible)
    place += skipped
    return skipped
  }
}

/// The bytes of a plain file that are in memory.
final class PlainStream: ByteStream {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var mostPossible: Int { bytes.count - place }

  func read(_ count: Int) -> [UInt8] {
    let start = place
    return Array(bytes[start..<start + skip(count)])
  }

  func skip(_ count: Int) -> Int {
    let skipped = min(count, mostPossible)
    place += skipped
    return skipped
  }
}
