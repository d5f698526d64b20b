import ArtFiles

/// The hash that a safetensors file carries of itself.
///
/// Its 64 digits stand in the metadata, under ``key``. It is the SHA-256 of all bytes of the file, the header included, with
/// zeros in the place of these digits. Other programs read such a file as any other.
public enum SafetensorsHash {
  /// The name in the metadata. A file that is written with it gets its hash there, whatever the value.
  public static let key = "artpipe.sha256"

  static let count = 64
  /// What stands in the place of the digits while the hash is computed.
  static let placeholder = String(repeating: "0", count: count)

  /// The place of the digits in the first bytes of a file, up to the end of its header; nil where it carries no hash.
  static func place(in start: [UInt8]) -> Range<Int>? {
    let mark = Array("\"\(key)\":\"".utf8)
    guard
      let first = start.indices.dropLast(mark.count + count).first(where: { start[$0...].starts(with: mark) })
    else { return nil }
    return first + mark.count..<first + mark.count + count
  }
}

extension SafetensorsReader {
  /// Checks all bytes of the file against the hash that it carries.
  ///
  /// - Returns: false where it carries none.
  /// - Throws: `SafetensorsError` of code `damaged` where they are others than were written.
  public func verify() throws(SafetensorsError) -> Bool {
    guard let expected = metadata[SafetensorsHash.key] else { return false }
    let place = SafetensorsHash.place(in: try bytes(0..<dataStart))
    var hasher = SHA256()
    let piece = 1 << 18
    for start in stride(from: 0, to: size, by: piece) {
      var bytes = try bytes(start..<min(start + piece, size))
      for index in (place ?? 0..<0).clamped(to: start..<start + bytes.count) {
        bytes[index - start] = UInt8(ascii: "0")
      }
      hasher.update(bytes)
    }
    guard place != nil, hasher.finish().hex == expected else {
      throw SafetensorsError(
        .damaged, file: path, "is damaged: its hash does not match; use a copy")
    }
    return true
  }
}
