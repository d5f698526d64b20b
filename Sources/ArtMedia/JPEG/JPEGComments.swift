import CImageCodecs

/// Texts by keyword as JPEG comment segments, and back.
enum JPEGComments {
  /// The key of comments that have no keyword of their own.
  static let plainKey = MetadataReader.Key.comment

  /// The most that one segment holds: its 16-bit length counts itself too.
  private static let segmentSize = 65_533

  /// The segments of some texts, in the order of their keys. A long text goes on in further segments.
  static func encode(_ texts: [String: String]) -> [[UInt8]] {
    texts.sorted { $0.key < $1.key }.flatMap { key, text in
      let prefix = key == plainKey ? [] : Array("\(key): ".utf8)
      let bytes = Array(text.utf8)
      let room = segmentSize - prefix.count
      return stride(from: 0, to: max(bytes.count, 1), by: room).map { start in
        prefix + bytes[start..<min(start + room, bytes.count)]
      }
    }
  }

  /// The texts in a file's comment segments. Segments of one key follow one another: directly where a segment was
  /// full, on a new line otherwise.
  static func decode(_ segments: [[UInt8]]) -> [String: String] {
    var texts: [String: [UInt8]] = [:]
    var lastWasFull: [String: Bool] = [:]
    for segment in segments {
      let (key, text) = split(segment)
      if let before = texts[key] {
        texts[key] = before + (lastWasFull[key] == true ? [] : [0x0A]) + text
      } else {
        texts[key] = text
      }
      lastWasFull[key] = segment.count == segmentSize
    }
    return texts.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  /// `Key: text` apart; anything that does not begin with a plain word and a colon is a comment without a key.
  private static func split(_ segment: [UInt8]) -> (key: String, text: [UInt8]) {
    let trimmed = segment.last == 0 ? segment.dropLast() : segment[...]  // some programs write C strings
    guard let colon = trimmed.firstIndex(of: 0x3A), (1...79).contains(colon), colon + 1 < trimmed.count,
      trimmed[colon + 1] == 0x20, trimmed[..<colon].allSatisfy(isKeyByte)
    else { return (plainKey, Array(trimmed)) }
    return (String(decoding: trimmed[..<colon], as: UTF8.self), Array(trimmed[(colon + 2)...]))
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true  // digits, letters, - . _
    default: false
    }
  }

  /// Calls `body` with the segments as C sees them.
  static func withCComments<R>(_ segments: [[UInt8]], _ body: (UnsafeBufferPointer<ArtJPEGComment>) -> R) -> R {
    var starts: [Int] = []
    var bytes: [UInt8] = []
    for segment in segments {
      starts.append(bytes.count)
      bytes += segment
    }
    return bytes.withUnsafeBufferPointer { block in
      zip(starts, segments).map { start, segment in
        ArtJPEGComment(bytes: block.baseAddress.map { $0 + start }, count: segment.count)
      }.withUnsafeBufferPointer(body)
    }
  }
}
