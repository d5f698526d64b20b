/// One file in a zip file, as the directory at its end tells.
public struct ZipEntry: Hashable, Sendable {
  /// How its bytes are kept.
  public enum Method: UInt16, Hashable, Sendable {
    case stored = 0
    case deflated = 8
  }

  /// With slashes between folders.
  public let name: String
  public let method: Method
  /// Bytes in the zip file.
  public let packedSize: Int
  /// Bytes once unpacked.
  public let size: Int
  /// CRC-32 of the unpacked bytes.
  public let checksum: UInt32
  /// Where its own header begins in the zip file.
  let header: Int
}

/// Numbers of zip files: little-endian, at any place.
extension [UInt8] {
  /// The number at a place; nil beyond the end.
  func number<Number: FixedWidthInteger>(at place: Int, as type: Number.Type = Number.self) -> Number? {
    guard place >= 0, place <= count - MemoryLayout<Number>.size else { return nil }
    return withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self)) }
  }

  mutating func append<Number: FixedWidthInteger>(number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
