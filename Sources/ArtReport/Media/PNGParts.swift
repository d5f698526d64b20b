/// The chunks of a PNG file.
struct PNGParts {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// What belongs to the image, animations too.
  private static let shown: Set = [
    "IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "IDAT", "acTL", "fcTL", "fdAT", "IEND",
  ]

  let width: Int
  let height: Int
  /// The file with what belongs to the image alone.
  private(set) var bare: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.signature), let width = bytes.number(4, at: 16),
      let height = bytes.number(4, at: 20)
    else { return nil }
    (self.width, self.height) = (width, height)
    bare = Self.signature
    var place = Self.signature.count
    while let length = bytes.number(4, at: place), place + 12 + length <= bytes.count {
      let name = bytes.letters(4, at: place + 4)
      if Self.shown.contains(name) { bare += bytes[place..<place + 12 + length] }
      if name == "IEND" { return }
      place += 12 + length
    }
    return nil
  }
}
