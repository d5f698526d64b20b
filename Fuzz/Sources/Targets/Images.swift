import ArtMedia
import ArtSettings

/// Images in all formats.
extension FuzzTarget {
  static let png = FuzzTarget("png") { input in
    for bytes in [input.bytes, RepairedPNG.bytes(input.bytes)] where PNGFormat().recognizes(bytes) { decode(bytes) }
  }

  static let jpeg = FuzzTarget("jpeg") { if JPEGFormat().recognizes($0.bytes) { decode($0.bytes) } }

  static let webp = FuzzTarget("webp") { if WebPFormat().recognizes($0.bytes) { decode($0.bytes) } }

  static let otherImages = FuzzTarget("other-images", largest: 8192) { input in
    let others: [any ReadableImageFormat] = [PNGFormat(), JPEGFormat(), WebPFormat()]
    if !others.contains(where: { $0.recognizes(input.bytes) }) { decode(input.bytes) }
  }

  /// The texts in images, read as the settings that they are when this program wrote them.
  static let recipes = FuzzTarget("recipes") { input in
    for bytes in [input.bytes, RepairedPNG.bytes(input.bytes)] {
      let texts = attempt { try MetadataReader().metadata(bytes, name: "fuzz") } ?? [:]
      for text in texts.values { attempt { _ = try SettingValue.parse(text, file: "recipe.json") } }
    }
  }

  /// Small, so that much can be tried; the limits that people have are larger.
  private static let limits = ImageLimits(side: 4096, pixels: 1 << 20)

  private static func decode(_ bytes: [UInt8]) {
    guard let image = attempt({ try ImageDecoder(limits: limits).decode(bytes, name: "fuzz") }) else { return }
    precondition(image.pixels.count == image.width * image.height * image.channels)
    precondition(image.width * image.height <= limits.pixels)
  }
}

/// A PNG whose checksums fit again after it was changed: without them nothing behind the first chunk would be tried.
enum RepairedPNG {
  static func bytes(_ bytes: [UInt8]) -> [UInt8] {
    guard PNGFormat().recognizes(bytes) else { return bytes }
    var bytes = bytes
    var place = 8
    while place + 12 <= bytes.count {
      let length = number(bytes[place..<place + 4])
      guard length <= bytes.count - place - 12 else { break }
      let sum = checksum(bytes[place + 4..<place + 8 + length])
      for byte in 0..<4 { bytes[place + 8 + length + byte] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * byte)) }
      place += 12 + length
    }
    return bytes
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  /// CRC-32 (ISO 3309).
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }
}
