/// Records of a file one behind the other, as TensorFlow's `lib/io/record_writer.h` has them: the length (8 bytes), its
/// masked check (4), the data, its masked check (4); all numbers with their lowest byte first.
struct RecordFraming {
  private let crc = CRC32C()

  /// Adds a record with its frame.
  func append(_ data: [UInt8], to bytes: inout [UInt8]) {
    let length = Self.bytes(UInt64(data.count))
    bytes += length
    bytes += Self.bytes(crc.masked(length))
    bytes += data
    bytes += Self.bytes(crc.masked(data))
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
