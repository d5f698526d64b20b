/// How a camera was held, as EXIF tells it: which turn or mirroring makes the stored image upright.
///
/// Raw values are those of EXIF's tag 274 (CIPA DC-008, section 4.6.4).
enum ExifOrientation: Int, CaseIterable {
  case upright = 1
  case mirrored = 2
  case turned180 = 3
  case flipped = 4
  /// Mirrored over the diagonal from top left to bottom right.
  case transposed = 5
  /// Stored rows run upwards on the right side: to be turned by 90° clockwise.
  case needsClockwiseTurn = 6
  /// Mirrored over the other diagonal.
  case transversed = 7
  case needsCounterclockwiseTurn = 8

  /// Whether the upright image has the stored image's width as its height.
  var swapsSides: Bool { rawValue >= 5 }

  /// Reads the orientation from a TIFF block, which is what EXIF data are. Damaged or missing data mean upright: an
  /// image is not lost for its EXIF block.
  init(tiff bytes: some RandomAccessCollection<UInt8>) {
    self = TIFFHeader(bytes)?.orientation ?? .upright
  }
}

/// The first directory of a TIFF file, read with every offset checked.
private struct TIFFHeader<Bytes: RandomAccessCollection<UInt8>> {
  let bytes: Bytes
  let isLittleEndian: Bool

  init?(_ bytes: Bytes) {
    let start = Array(bytes.prefix(4))
    switch start {
    case [0x49, 0x49, 0x2A, 0x00]: isLittleEndian = true
    case [0x4D, 0x4D, 0x00, 0x2A]: isLittleEndian = false
    default: return nil
    }
    self.bytes = bytes
  }

  var orientation: ExifOrientation? {
    guard let directory = number(at: 4, size: 4), let entries = number(at: directory, size: 2) else { return nil }
    for entry in 0..<min(entries, 1000) {
      let place = directory + 2 + entry * 12
      guard let tag = number(at: place, size: 2) else { return nil }
      // Type 3 is a 16-bit number, which stands at the beginning of the value's field.
      if tag == 274, number(at: place + 2, size: 2) == 3, let value = number(at: place + 8, size: 2) {
        return ExifOrientation(rawValue: value)
      }
    }
    return nil
  }

  private func number(at offset: Int, size: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - size else { return nil }
    let start = bytes.index(bytes.startIndex, offsetBy: offset)
    let field = bytes[start..<bytes.index(start, offsetBy: size)]
    return isLittleEndian
      ? field.reversed().reduce(0) { $0 << 8 | Int($1) }
      : field.reduce(0) { $0 << 8 | Int($1) }
  }
}
