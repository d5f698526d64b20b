/// The directory at the end of a zip file.
///
/// Source: APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3.12 to 4.3.16.
enum ZipDirectory {
  /// Where the directory lies, as the file's end tells.
  struct Place {
    let range: Range<Int>
    let count: Int
  }

  /// What is wrong, before the file's name is known.
  struct Damage: Error {
    let code: ZipError.Code
    let message: String

    init(_ code: ZipError.Code, _ message: String) {
      self.code = code
      self.message = message
    }

    init(_ message: String) { self.init(.damaged, "is damaged: \(message); use another copy of it") }
  }

  private struct Sizes {
    var packed: Int
    var size: Int
    var header: Int
  }

  /// The most that the end of a file, with its comment, can take.
  static let longestEnd = 22 + 65535
  /// More files than any model has.
  static let mostEntries = 65536
  static let largestSize = 64 << 20

  private static let end: UInt32 = 0x0605_4b50
  private static let locator: UInt32 = 0x0706_4b50
  static let end64: UInt32 = 0x0606_4b50
  private static let entry: UInt32 = 0x0201_4b50
  static let file: UInt32 = 0x0403_4b50

  /// Finds the directory.
  ///
  /// - Parameters:
  ///   - tail: The last bytes of the file.
  ///   - size: Bytes of the whole file.
  ///   - bytes: Reads other bytes of it.
  static func place(
    inTail tail: [UInt8], of size: Int, bytes: (Range<Int>) throws(ZipError) -> [UInt8]
  ) throws -> Place {
    let start = size - tail.count
    guard
      let record = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail.number(at: $0) == end && tail.number(at: $0 + 20, as: UInt16.self).map(Int.init) == tail.count - $0 - 22
      })
    else { throw Damage(.notZip, "is no zip file, or cut short: its end is missing; use another copy of it") }
    var count = Int(tail.number(at: record + 10, as: UInt16.self) ?? 0)
    var length = Int(tail.number(at: record + 12, as: UInt32.self) ?? 0)
    var offset = Int(tail.number(at: record + 16, as: UInt32.self) ?? 0)
    if tail.number(at: record - 20) == locator {
      // Zip64: the numbers stand in a record of their own.
      guard let place = tail.number(at: record - 12, as: UInt64.self).flatMap({ Int(exactly: $0) }),
        place <= start + record - 20 - 56
      else { throw Damage("its end points beyond it") }
      let record = try bytes(place..<place + 56)
      guard record.number(at: 0) == end64,
        let found = record.number(at: 32, as: UInt64.self).flatMap({ Int(exactly: $0) }),
        let foundLength = record.number(at: 40, as: UInt64.self).flatMap({ Int(exactly: $0) }),
        let foundOffset = record.number(at: 48, as: UInt64.self).flatMap({ Int(exactly: $0) })
      else { throw Damage("the record of its end is none") }
      (count, length, offset) = (found, foundLength, foundOffset)
    }
    guard count <= mostEntries, length <= largestSize else {
      throw Damage(.tooLarge, "announces \(count) files, and at most \(mostEntries) are read")
    }
    guard offset <= start + record, length <= start + record - offset else {
      throw Damage("its list of files lies beyond it")
    }
    return Place(range: offset..<offset + length, count: count)
  }

  /// Reads the directory's entries, in its order.
  static func entries(_ bytes: [UInt8], count: Int) throws(Damage) -> [ZipEntry] {
    var entries: [ZipEntry] = []
    var place = 0
    for _ in 0..<count {
      guard bytes.number(at: place) == entry, let flags: UInt16 = bytes.number(at: place + 8),
        let method: UInt16 = bytes.number(at: place + 10), let checksum: UInt32 = bytes.number(at: place + 16),
        let packed: UInt32 = bytes.number(at: place + 20), let size: UInt32 = bytes.number(at: place + 24),
        let nameLength: UInt16 = bytes.number(at: place + 28), let extraLength: UInt16 = bytes.number(at: place + 30),
        let commentLength: UInt16 = bytes.number(at: place + 32), let header: UInt32 = bytes.number(at: place + 42)
      else { throw Damage("its list of files ends too early") }
      let nameEnd = place + 46 + Int(nameLength)
      let extraEnd = nameEnd + Int(extraLength)
      guard extraEnd + Int(commentLength) <= bytes.count else { throw Damage("its list of files ends too early") }
      guard let name = String(validating: bytes[place + 46..<nameEnd], as: UTF8.self) else {
        throw Damage("the name of a file in it is no text")
      }
      guard flags & 0x1 == 0 else {
        throw Damage(.unsupported, "holds '\(name)' encrypted: unpack it, and pack it anew")
      }
      guard let method = ZipEntry.Method(rawValue: method) else {
        throw Damage(
          .unsupported, "packs '\(name)' by the method \(method), which is not read here: pack it anew with 'zip'")
      }
      var sizes = Sizes(packed: Int(packed), size: Int(size), header: Int(header))
      if packed == .max || size == .max || header == .max {
        sizes = try wide(sizes, Array(bytes[nameEnd..<extraEnd]), name)
      }
      guard method == .deflated || sizes.packed == sizes.size else {
        throw Damage("the sizes of '\(name)' contradict each other")
      }
      // Deflate packs at best 1,032 bytes into one.
      guard method == .stored || sizes.size / 1032 <= sizes.packed else {
        throw Damage("'\(name)' cannot unpack to the \(sizes.size) bytes that it announces")
      }
      entries.append(
        ZipEntry(
          name: name, method: method, packedSize: sizes.packed, size: sizes.size, checksum: checksum,
          header: sizes.header))
      place = extraEnd + Int(commentLength)
    }
    guard place == bytes.count else { throw Damage("its list holds more files than it announces") }
    return entries
  }

  /// Puts the numbers of the zip64 extra field in the place of those that do not fit into 32 bits.
  private static func wide(_ sizes: Sizes, _ extra: [UInt8], _ name: String) throws(Damage) -> Sizes {
    var sizes = sizes
    var place = 0
    while let id: UInt16 = extra.number(at: place), let length: UInt16 = extra.number(at: place + 2) {
      defer { place += 4 + Int(length) }
      guard id == 1 else { continue }
      var next = place + 4
      for path in [\Sizes.size, \.packed, \.header] where sizes[keyPath: path] == UInt32.max {
        guard next + 8 <= place + 4 + Int(length), let number: UInt64 = extra.number(at: next), number < 1 << 62 else {
          throw Damage("the sizes of '\(name)' are missing")
        }
        sizes[keyPath: path] = Int(number)
        next += 8
      }
      return sizes
    }
    throw Damage("the sizes of '\(name)' are missing")
  }
}
