/// The blocks of a GIF file.
struct GIFParts {
  let width: Int
  let height: Int
  private(set) var bare: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.has("GIF8", at: 0), bytes.count > 13 else { return nil }
    (width, height) = (bytes.littleNumber(2, at: 6) ?? 0, bytes.littleNumber(2, at: 8) ?? 0)
    var place = 13 + Self.colours(bytes[10])
    guard place < bytes.count else { return nil }
    bare = Array(bytes[..<place])
    while place < bytes.count {
      let start = place
      var isShown = true
      switch bytes[place] {
      case 0x3B:
        bare.append(0x3B)
        return
      case 0x2C:
        guard place + 10 < bytes.count else { return nil }
        place += 10 + Self.colours(bytes[place + 9]) + 1
      case 0x21:
        guard place + 2 < bytes.count else { return nil }
        // Of the extensions, timing belongs to the image, and how often a moving one begins again.
        let isLoop = bytes[place + 1] == 0xFF && bytes.has("NETSCAPE2.0", at: place + 3)
        isShown = bytes[place + 1] == 0xF9 || isLoop
        place += 2
      default: return nil
      }
      // Blocks of at most 255 bytes, up to an empty one.
      while place < bytes.count, bytes[place] != 0 { place += 1 + Int(bytes[place]) }
      place += 1
      guard place <= bytes.count else { return nil }
      if isShown { bare += bytes[start..<place] }
    }
    return nil
  }

  /// The bytes of a table of colours, by the byte that tells of it.
  private static func colours(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
}
