/// Bytes that are read from the front: a plain file, or one that is unpacked on the way.
protocol ByteStream {
  /// The most bytes that can still come: a header that claims more is wrong.
  var mostPossible: Int { get }

  /// The next `count` bytes, fewer only at the end.
  func read(_ count: Int) throws(DatasetError) -> [UInt8]
}

/// The bytes of a plain file.
final class PlainStream: ByteStream {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var mostPossible: Int { bytes.count - place }

  func read(_ count: Int) -> [UInt8] {
    let end = min(place + count, bytes.count)
    defer { place = end }
    return Array(bytes[place..<end])
  }
}
