public import ArtFiles

/// Title and comment of an MP4 or QuickTime file, as FFmpeg and other programs write them: in MP4 in the boxes
/// `moov`, `udta`, `meta`, `ilst` of iTunes, in QuickTime in `moov`, `udta` alone.
extension MP4Format: MetadataFormat {
  public func recognizes(_ bytes: [UInt8]) -> Bool {
    !FileSignature.brands(of: bytes).isEmpty && FileSignature.of(bytes)?.isImage == false
  }

  /// The box `moov`: the images are left where they are.
  public func metadataPart(of file: borrowing FileReader, limit: Int) throws(MediaError) -> [UInt8] {
    var place = 0
    for _ in 0..<Self.mostBoxes where place < file.size {
      var head = BoxReader(try file.mediaBytes(place..<min(place + 16, file.size)), title: title)
      let (size, type) = try head.boxHead(ofAtMost: file.size - place)
      guard type == "moov" else {
        place += size
        continue
      }
      guard size <= limit else {
        throw MediaError(.tooLarge, "the video's index has \(size) bytes, and at most \(limit) are read")
      }
      return try file.mediaBytes(place..<place + size)
    }
    throw noIndex
  }

  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] {
    var file = BoxReader(bytes, title: title)
    while let box = try file.box() {
      guard box.type == "moov" else { continue }
      var (movie, texts) = (box.content, [String: String]())
      while var inner = try movie.box() {
        if inner.type == "udta" { try readUserData(&inner.content, into: &texts) }
      }
      return texts
    }
    throw noIndex
  }

  /// The encoded frames.
  public func imageData(of bytes: [UInt8]) throws(MediaError) -> [UInt8]? {
    var (file, data) = (BoxReader(bytes, title: title), [UInt8]())
    while let box = try file.box() {
      if box.type == "mdat" { data += box.content.rest }
    }
    return data
  }

  /// No file has more before its index.
  private static let mostBoxes = 10_000

  private var noIndex: MediaError {
    .damaged(title, "the box 'moov' is missing: it is cut short, or was never finished")
  }

  private static let keys = ["\u{A9}nam": MetadataReader.Key.title, "\u{A9}cmt": MetadataReader.Key.comment]

  private func readUserData(_ data: inout BoxReader, into texts: inout [String: String]) throws(MediaError) {
    // Four zero bytes may stand at the end.
    while data.rest.count >= 8, var box = try data.box() {
      if box.type == "meta" {
        try box.content.skip(4)
        while var list = try box.content.box() {
          if list.type == "ilst" { try readItems(&list.content, into: &texts) }
        }
      } else if let key = Self.keys[box.type] {
        let count = try box.content.number(2)
        // The number of the language.
        try box.content.skip(2)
        texts[key] = String(decoding: box.content.rest.prefix(count), as: UTF8.self)
      }
    }
  }

  private func readItems(_ list: inout BoxReader, into texts: inout [String: String]) throws(MediaError) {
    while var item = try list.box() {
      guard let key = Self.keys[item.type] else { continue }
      while var value = try item.content.box() {
        guard value.type == "data" else { continue }
        // The kind of value and its language.
        try value.content.skip(8)
        texts[key] = String(decoding: value.content.rest, as: UTF8.self)
      }
    }
  }
}
