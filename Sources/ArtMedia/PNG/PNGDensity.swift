/// How large a PNG is on paper, as its `pHYs` chunk tells (PNG, section 11.3.5.3).
enum PNGDensity {
  /// Adds the chunk to a whole file, behind its header.
  static func add(dotsPerInch: Int, to bytes: inout [UInt8]) {
    let perMetre = Int((Double(dotsPerInch) / 0.0254).rounded())
    // The same both ways, counted by the metre.
    let content = Array("pHYs".utf8) + number(perMetre) + number(perMetre) + [1]
    let chunk = number(content.count - 4) + content + number(Int(checksum(content)))
    bytes.insert(contentsOf: chunk, at: headerEnd)
  }

  /// The signature and the header's chunk, which have one size in all files.
  private static let headerEnd = 8 + 25

  private static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// CRC-32 (ISO 3309), as chunks end with.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }
}
