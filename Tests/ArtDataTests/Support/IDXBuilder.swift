/// Makes IDX files.
enum IDXBuilder {
  static func file(_ dimensions: [Int], _ elements: [UInt8], type: UInt8 = 8) -> [UInt8] {
    [0, 0, type, UInt8(dimensions.count)] + dimensions.flatMap { bigEndian(UInt32($0)) } + elements
  }

  static func images(_ count: Int, _ height: Int, _ width: Int) -> [UInt8] {
    file([count, height, width], (0..<(count * height * width)).map { UInt8($0 % 251) })
  }

  static func labels(_ labels: [UInt8]) -> [UInt8] { file([labels.count], labels) }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }
}

/// Packs bytes as gzip does, without compression.
enum GzipBuilder {
  static func file(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      result.append(rest.isEmpty ? 1 : 0)
      result += littleEndian(UInt32(length), 2) + littleEndian(UInt32(~length), 2) + block
    } while !rest.isEmpty
    return result + littleEndian(checksum(bytes), 4) + littleEndian(UInt32(bytes.count), 4)
  }

  /// CRC-32 of IEEE 802.3.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }
  }

  private static func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }
}
