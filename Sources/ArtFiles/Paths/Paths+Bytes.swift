#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Names as bytes. A name that is UTF-8 is the text that it spells. Every other byte is carried as a scalar of a private
// plane, U+10FF00 + byte, and so are the bytes of names that have such scalars themselves: each name makes the round trip.
extension Paths {
  private static let escapes = UInt32(0x10FF00)

  /// The byte that a scalar stands for; nil for a scalar that stands for itself.
  ///
  /// Only bytes from 0x80 are ever carried: no text can smuggle a NUL or a slash into a name.
  static func byte(carriedBy scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >= escapes + 0x80 ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  /// The text that carries a name or path of the system.
  public static func text(of bytes: some Collection<UInt8>) -> String {
    // All scalars from U+100000 begin with this byte.
    if !bytes.contains(0xF4), let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      if let scalar = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first,
        scalar.value < escapes
      {
        text.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        // A scalar whose value is at most U+10FFFF.
        text.append(Unicode.Scalar(escapes + UInt32(first)) ?? "\u{FFFD}")
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The text that carries a name or path of the system, which ends with a NUL.
  static func text(of pointer: UnsafePointer<CChar>) -> String {
    text(of: UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
  }

  /// The bytes of a name or path, as the system has them.
  public static func bytes(of text: String) -> [UInt8] {
    guard text.utf8.contains(0xF4) else { return Array(text.utf8) }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let byte = byte(carriedBy: scalar) {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    return bytes
  }

  /// A path for a call of the system, with a NUL at its end.
  ///
  /// - Throws: `EINVAL` where the path has a NUL: the system would see another one. `ENOENT` where it is empty.
  static func cString(_ path: String) throws(SystemError) -> [CChar] {
    let bytes = bytes(of: path)
    guard !bytes.isEmpty else { throw SystemError(code: ENOENT) }
    guard !bytes.contains(0) else { throw SystemError(code: EINVAL) }
    return [CChar](unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      count = bytes.count + 1
    }
  }

  /// A name of one part for a call of the system, with a NUL at its end.
  ///
  /// - Throws: `EINVAL` also where the name would lead to another folder.
  static func cString(name: String) throws(SystemError) -> [CChar] {
    let name = try cString(name)
    guard !name.contains(CChar(bitPattern: slash)), name != [46, 46, 0] else { throw SystemError(code: EINVAL) }
    return name
  }

  /// Whether a name or path comes before another: by the system's bytes, as ``Listing`` sorts.
  public static func precedes(_ one: String, _ other: String) -> Bool {
    guard one.utf8.contains(0xF4) || other.utf8.contains(0xF4) else {
      return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
    return bytes(of: one).lexicographicallyPrecedes(bytes(of: other))
  }
}
