/// Files of images of 16 bits a sample, as cameras and scanners write them.
///
/// Samples come row by row, of 1 to 4 channels; the second or the fourth is alpha.
enum DeepImages {
  static func png(_ samples: [UInt16], width: Int, height: Int, channels: Int) -> [UInt8] {
    let colors: [Int: UInt8] = [1: 0, 2: 4, 3: 2, 4: 6]
    var rows: [UInt8] = []
    for row in 0..<height {
      rows.append(0)
      let start = row * width * channels
      rows += bytes(samples[start..<start + width * channels])
    }
    // Not compressed: one stored block (RFC 1951, section 3.2.4).
    let count = UInt16(rows.count)
    var stored: [UInt8] = [0x78, 1, 1]
    for number in [count, ~count] { stored += [UInt8(number & 255), UInt8(number >> 8)] }
    stored += rows
    stored += number(adler(rows))
    var header = number(width) + number(height)
    header += [16, colors[channels] ?? 0, 0, 0, 0]
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", header)
    file += chunk("IDAT", stored)
    file += chunk("IEND", [])
    return file
  }

  private struct Entry {
    var tag: Int
    /// 3 for numbers of two bytes, 4 for those of four.
    var type = 3
    var count = 1
    var value: [UInt8]

    /// A number of two bytes.
    init(_ tag: Int, _ number: Int) {
      self.tag = tag
      value = [UInt8(number >> 8), UInt8(number & 255), 0, 0]
    }

    init(_ tag: Int, place: Int) {
      self.tag = tag
      type = 4
      value = DeepImages.number(place)
    }
  }

  /// One strip behind the directory, the highest byte first.
  static func tiff(_ samples: [UInt16], width: Int, height: Int, channels: Int) -> [UInt8] {
    let hasAlpha = channels % 2 == 0
    let entryCount = hasAlpha ? 10 : 9
    let head = 8 + 2 + entryCount * 12 + 4
    // More than two depths stand behind the directory.
    let depths: [UInt8] = channels > 2 ? (0..<2 * channels).map { $0 % 2 == 0 ? 0 : 16 } : []
    var depth = Entry(258, 16)
    depth.count = channels
    if channels == 2 { depth.value = [0, 16, 0, 16] }
    if channels > 2 { depth.value = number(head) }
    let pixels = bytes(samples[...])
    var entries: [Entry] = [
      Entry(256, width), Entry(257, height), depth, Entry(259, 1), Entry(262, channels > 2 ? 2 : 1),
      Entry(273, place: head + depths.count), Entry(277, channels), Entry(278, height),
      Entry(279, place: pixels.count),
    ]
    // Alpha that colours are not weighed by.
    if hasAlpha { entries.append(Entry(338, 2)) }
    var file: [UInt8] = [0x4D, 0x4D, 0, 42]
    file += number(8)
    file += number(entryCount).suffix(2)
    for entry in entries {
      file += number(entry.tag).suffix(2)
      file += number(entry.type).suffix(2)
      file += number(entry.count)
      file += entry.value
    }
    file += number(0)
    file += depths
    file += pixels
    return file
  }

  private static func bytes(_ samples: ArraySlice<UInt16>) -> [UInt8] {
    var bytes: [UInt8] = []
    for sample in samples { bytes += [UInt8(sample >> 8), UInt8(sample & 255)] }
    return bytes
  }

  /// Four bytes, the highest first.
  private static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { (shift: Int) -> UInt8 in UInt8(value >> shift & 255) }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return number(content.count) + body + number(checksum(body))
  }

  /// CRC-32 (PNG, annex D).
  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }
    return Int(~sum)
  }

  private static func adler(_ bytes: [UInt8]) -> Int {
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }
}
