/// The cyclic redundancy check of Castagnoli's polynomial (RFC 3720, appendix B.4), as records of event files carry it.
struct CRC32C {
  /// A table of the values of a byte for each of eight places: so eight bytes are taken at once.
  private let tables: [UInt32]

  init() {
    // The polynomial's bits from the lowest power on.
    let polynomial: UInt32 = 0x82F6_3B78
    var tables = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
    }
    for place in 256..<8 * 256 {
      let last = tables[place - 256]
      tables.append(last >> 8 ^ tables[Int(last & 255)])
    }
    self.tables = tables
  }

  func callAsFunction(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { bytes in
      var (value, place) = (UInt32.max, 0)
      while place + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ UInt64(value)
        value = 0
        for byte in 0..<8 { value ^= tables[(7 - byte) << 8 | Int(word >> (8 * UInt64(byte)) & 255)] }
        place += 8
      }
      while place < bytes.count {
        value = value >> 8 ^ tables[Int((value ^ UInt32(bytes[place])) & 255)]
        place += 1
      }
      return ~value
    }
  }

  /// The check as files hold it: the check of data that itself holds checks would say little.
  func masked(_ bytes: [UInt8]) -> UInt32 {
    let check = self(bytes)
    return (check >> 15 | check << 17) &+ 0xA282_EAD8
  }
}
