/// The first directory of a TIFF file, which EXIF blocks are too, read with every offset checked.
struct TIFFDirectory<Bytes: RandomAccessCollection<UInt8>> {
  private let bytes: Bytes
  private let isLittleEndian: Bool

  /// Nil for bytes that do not begin as TIFF does.
  init?(_ bytes: Bytes) {
    switch Array(bytes.prefix(4)) {
    case [0x49, 0x49, 0x2A, 0x00]: isLittleEndian = true
    case [0x4D, 0x4D, 0x00, 0x2A]: isLittleEndian = false
    default: return nil
    }
    self.bytes = bytes
  }

  /// The whole numbers of a tag; nil where it is not there or holds something else.
  func numbers(_ tag: Int) -> [Int]? {
    guard let entry = entry(tag), let size = [1: 1, 3: 2, 4: 4][entry.type], entry.count <= 1 << 16 else { return nil }
    let start = size * entry.count <= 4 ? entry.place + 8 : number(at: entry.place + 8, size: 4)
    guard let start else { return nil }
    var numbers: [Int] = []
    for index in 0..<entry.count {
      guard let value = number(at: start + index * size, size: size) else { return nil }
      numbers.append(value)
    }
    return numbers
  }

  /// The fractions of a tag; nil where it is not there or holds something else.
  func fractions(_ tag: Int) -> [Double]? {
    guard let entry = entry(tag), entry.type == 5, entry.count <= 1 << 10,
      let start = number(at: entry.place + 8, size: 4)
    else { return nil }
    var fractions: [Double] = []
    for index in 0..<entry.count {
      guard let top = number(at: start + index * 8, size: 4), let bottom = number(at: start + index * 8 + 4, size: 4)
      else { return nil }
      fractions.append(Double(top) / Double(bottom))
    }
    return fractions
  }

  /// The bytes of a tag; nil where it is not there.
  func block(_ tag: Int) -> Bytes.SubSequence? {
    guard let entry = entry(tag), [1, 2, 7].contains(entry.type), entry.count > 4,
      let start = number(at: entry.place + 8, size: 4), start <= bytes.count, entry.count <= bytes.count - start
    else { return nil }
    return bytes.dropFirst(start).prefix(entry.count)
  }

  func has(_ tag: Int) -> Bool { entry(tag) != nil }

  private func entry(_ tag: Int) -> (place: Int, type: Int, count: Int)? {
    guard let directory = number(at: 4, size: 4), let entries = number(at: directory, size: 2) else { return nil }
    for entry in 0..<min(entries, 1000) {
      let place = directory + 2 + entry * 12
      guard let found = number(at: place, size: 2) else { return nil }
      guard found == tag else { continue }
      guard let type = number(at: place + 2, size: 2), let count = number(at: place + 4, size: 4) else { return nil }
      return (place, type, count)
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
