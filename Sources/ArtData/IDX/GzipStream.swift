import CImageCodecs

/// The content of a gzip file, unpacked by zlib as it is read.
final class GzipStream: ByteStream {
  private let state: OpaquePointer
  private let packed: Int
  private let name: String

  /// Whether bytes begin as gzip data does.
  static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// Calls `body` with a stream of what `bytes` unpack to; the stream is not valid afterwards.
  static func with<T>(
    _ bytes: [UInt8], name: String, _ body: (GzipStream) throws(DatasetError) -> T
  ) throws(DatasetError) -> T {
    try bytes.withUnsafeBufferPointer { buffer throws(DatasetError) in
      guard let state = art_inflate_open(buffer.baseAddress, buffer.count) else {
        throw DatasetError(.unreadable, file: name, "no memory to unpack the file", advice: "close other programs")
      }
      return try body(GzipStream(state, packed: buffer.count, name: name))
    }
  }

  private init(_ state: OpaquePointer, packed: Int, name: String) {
    self.state = state
    self.packed = packed
    self.name = name
  }

  deinit {
    art_inflate_close(state)
  }

  /// Deflate packs at best 1,032 bytes into one.
  var mostPossible: Int { packed * 1032 }

  func skip(_ count: Int) throws(DatasetError) -> Int {
    var skipped = 0
    while skipped < count {
      let piece = try read(min(count - skipped, 1 << 20)).count
      if piece == 0 { break }
      skipped += piece
    }
    return skipped
  }

  func read(_ count: Int) throws(DatasetError) -> [UInt8] {
    var result: Int64 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      result = art_inflate_read(state, buffer.baseAddress, count)
      initialized = max(Int(result), 0)
    }
    switch result {
    case Int64(ART_INFLATE_TRUNCATED.rawValue):
      throw DatasetError(
        .damaged, file: name, "the gzip data is cut short: it ends after \(packed) bytes, in the middle",
        advice: "get the file again")
    case Int64(ART_INFLATE_NO_MEMORY.rawValue):
      throw DatasetError(.unreadable, file: name, "no memory to unpack the file", advice: "close other programs")
    case ..<0:
      let reason = String(cString: art_inflate_reason(state))
      throw DatasetError(.damaged, file: name, "the gzip data is damaged: \(reason)", advice: "get the file again")
    default:
      return bytes
    }
  }
}
