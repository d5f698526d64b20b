/// The boxes of an MP4 file. Those of texts are filled with zeros, so that all places in the file stay right.
struct MP4Boxes {
  private static let texts: Set = ["udta", "meta", "uuid", "free", "skip"]
  private static let containers: Set = ["moov", "trak", "mdia", "minf"]

  private(set) var bare: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.has("ftyp", at: 4) else { return nil }
    bare = bytes
    guard let found = empty(0..<bytes.count), found.contains("moov"), found.contains("mdat") else { return nil }
  }

  /// Empties the boxes of texts in a range.
  ///
  /// - Returns: The names of the boxes; nil where one does not fit into the range.
  private mutating func empty(_ range: Range<Int>) -> Set<String>? {
    var names: Set<String> = []
    var start = range.lowerBound
    while start + 8 <= range.upperBound {
      var (length, header) = (bare.number(4, at: start) ?? 0, 8)
      if length == 1 { (length, header) = (bare.number(8, at: start + 8) ?? 0, 16) }
      if length == 0 { length = range.upperBound - start }
      guard length >= header, length <= range.upperBound - start else { return nil }
      let (name, content) = (bare.letters(4, at: start + 4), start + header..<start + length)
      if Self.texts.contains(name) {
        bare.replaceSubrange(start + 4..<start + 8, with: Array("free".utf8))
        for place in content { bare[place] = 0 }
      } else if Self.containers.contains(name) {
        guard empty(content) != nil else { return nil }
      }
      names.insert(name)
      start += length
    }
    return names
  }
}
