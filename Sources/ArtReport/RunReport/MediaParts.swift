/// The chunks of a PNG file.
struct PNGParts {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// What belongs to the picture, animations too.
  private static let shown: Set = [
    "IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "IDAT", "acTL", "fcTL", "fdAT", "IEND",
  ]

  let width: Int
  let height: Int
  /// The file with what belongs to the picture alone.
  private(set) var picture: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.signature), let width = bytes.number(4, at: 16),
      let height = bytes.number(4, at: 20)
    else { return nil }
    (self.width, self.height) = (width, height)
    picture = Self.signature
    var place = Self.signature.count
    while let length = bytes.number(4, at: place), place + 12 + length <= bytes.count {
      let name = bytes.letters(4, at: place + 4)
      if Self.shown.contains(name) { picture += bytes[place..<place + 12 + length] }
      if name == "IEND" { return }
      place += 12 + length
    }
    return nil
  }
}

/// The segments of a JPEG file.
struct JPEGParts {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var picture: [UInt8] = [0xFF, 0xD8]

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: picture) else { return nil }
    var place = 2
    while place + 1 < bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      if marker == 0xD9 {
        picture += [0xFF, 0xD9]
        if width > 0 { return }
        break
      }
      guard let length = bytes.number(2, at: place + 2), length >= 2, place + 2 + length <= bytes.count else { break }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        (height, width) = (bytes.number(2, at: place + 5) ?? 0, bytes.number(2, at: place + 7) ?? 0)
      }
      // Of the segments for programs, JFIF's and Adobe's tell how colours are meant.
      let isText = marker == 0xFE || (0xE1...0xEF).contains(marker) && marker != 0xEE
      if !isText { picture += bytes[place..<place + 2 + length] }
      place += 2 + length
      if marker == 0xDA { copyScan(bytes, &place) }
    }
    return nil
  }

  /// Copies the numbers of a picture, up to the next marker.
  private mutating func copyScan(_ bytes: [UInt8], _ place: inout Int) {
    let start = place
    while place + 1 < bytes.count {
      if bytes[place] == 0xFF, bytes[place + 1] != 0, !(0xD0...0xD7).contains(bytes[place + 1]) { break }
      place += 1
    }
    picture += bytes[start..<place]
  }
}

/// The chunks of a WebP file.
struct WebPParts {
  private static let shown: Set = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]

  private(set) var width: Int?
  private(set) var height: Int?
  private(set) var picture: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8), let size = bytes.littleNumber(4, at: 4),
      size + 8 <= bytes.count
    else { return nil }
    var chunks: [UInt8] = []
    var place = 12
    while let length = bytes.littleNumber(4, at: place + 4), place + 8 + length <= size + 8 {
      let end = min(place + 8 + length + length % 2, bytes.count)
      var chunk = Array(bytes[place..<end])
      let name = bytes.letters(4, at: place)
      if name == "VP8X", chunk.count >= 18 {
        // Flags of a colour profile and of texts, which are left out.
        chunk[8] &= ~0b10_1100
        (width, height) = (
          bytes.littleNumber(3, at: place + 12).map { $0 + 1 }, bytes.littleNumber(3, at: place + 15).map { $0 + 1 }
        )
      }
      if Self.shown.contains(name) { chunks += chunk }
      place = end
    }
    guard !chunks.isEmpty else { return nil }
    let count = UInt32(truncatingIfNeeded: chunks.count + 4)
    picture =
      Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array("WEBP".utf8) + chunks
  }
}

/// The blocks of a GIF file.
struct GIFParts {
  let width: Int
  let height: Int
  private(set) var picture: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.has("GIF8", at: 0), bytes.count > 13 else { return nil }
    (width, height) = (bytes.littleNumber(2, at: 6) ?? 0, bytes.littleNumber(2, at: 8) ?? 0)
    var place = 13 + Self.colours(bytes[10])
    guard place < bytes.count else { return nil }
    picture = Array(bytes[..<place])
    while place < bytes.count {
      let start = place
      var isShown = true
      switch bytes[place] {
      case 0x3B:
        picture.append(0x3B)
        return
      case 0x2C:
        guard place + 10 < bytes.count else { return nil }
        place += 10 + Self.colours(bytes[place + 9]) + 1
      case 0x21:
        guard place + 2 < bytes.count else { return nil }
        // Of the extensions, timing belongs to the picture, and how often a moving one begins again.
        let isLoop = bytes[place + 1] == 0xFF && bytes.has("NETSCAPE2.0", at: place + 3)
        isShown = bytes[place + 1] == 0xF9 || isLoop
        place += 2
      default: return nil
      }
      // Blocks of at most 255 bytes, up to an empty one.
      while place < bytes.count, bytes[place] != 0 { place += 1 + Int(bytes[place]) }
      place += 1
      guard place <= bytes.count else { return nil }
      if isShown { picture += bytes[start..<place] }
    }
    return nil
  }

  /// The bytes of a table of colours, by the byte that tells of it.
  private static func colours(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
}

/// The boxes of an MP4 file. Those of texts are filled with zeros, so that all places in the file stay right.
struct MP4Boxes {
  private static let texts: Set = ["udta", "meta", "uuid", "free", "skip"]
  private static let containers: Set = ["moov", "trak", "mdia", "minf"]

  private(set) var picture: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.has("ftyp", at: 4) else { return nil }
    picture = bytes
    guard let found = empty(0..<bytes.count), found.contains("moov"), found.contains("mdat") else { return nil }
  }

  /// Empties the boxes of texts in a range.
  ///
  /// - Returns: The names of the boxes; nil where one does not fit into the range.
  private mutating func empty(_ range: Range<Int>) -> Set<String>? {
    var names: Set<String> = []
    var start = range.lowerBound
    while start + 8 <= range.upperBound {
      var (length, header) = (picture.number(4, at: start) ?? 0, 8)
      if length == 1 { (length, header) = (picture.number(8, at: start + 8) ?? 0, 16) }
      if length == 0 { length = range.upperBound - start }
      guard length >= header, length <= range.upperBound - start else { return nil }
      let (name, content) = (picture.letters(4, at: start + 4), start + header..<start + length)
      if Self.texts.contains(name) {
        picture.replaceSubrange(start + 4..<start + 8, with: Array("free".utf8))
        for place in content { picture[place] = 0 }
      } else if Self.containers.contains(name) {
        guard empty(content) != nil else { return nil }
      }
      names.insert(name)
      start += length
    }
    return names
  }
}
