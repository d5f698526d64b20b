/// The chunks of a WebP file.
struct WebPParts {
  private static let shown: Set = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]

  private(set) var width: Int?
  private(set) var height: Int?
  private(set) var bare: [UInt8]

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
    bare =
      Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array("WEBP".utf8) + chunks
  }
}
