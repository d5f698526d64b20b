public import ArtFiles

/// Writes a zip file of stored files. The same files in the same order always give the same bytes, and the zip file appears
/// only when it is whole.
public final class ZipWriter {
  private let file: FileWriter
  private var entries: [(name: [UInt8], checksum: UInt32, size: UInt32, header: UInt32)] = []

  /// - Parameter place: The file. It appears, or is replaced, with ``commit()``.
  /// - Throws: ``ZipError`` of code `unwritable`.
  public init(_ place: FilePlace) throws(ZipError) {
    file = try ZipError.mapping(.unwritable) { () throws(FileError) in try FileWriter(place) }
  }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: Its name, with slashes between folders; no two files have the same.
  ///   - bytes: Its content.
  /// - Throws: ``ZipError``, also where the zip file would have more than 4 GB.
  public func add(_ name: String, _ bytes: [UInt8]) throws(ZipError) {
    let utf8 = Array(name.utf8)
    guard utf8.count < 65536, entries.count < 65535, file.size + bytes.count + 30 + utf8.count < 0xF000_0000 else {
      throw ZipError(.tooLarge, file: file.place.path, "would have more than the 4 GB that are written here")
    }
    let entry = (name: utf8, checksum: Checksum.crc32(bytes), size: UInt32(bytes.count), header: UInt32(file.size))
    var header: [UInt8] = []
    header.append(number: ZipDirectory.file)
    Self.append(entry.checksum, entry.size, nameCount: utf8.count, to: &header)
    try append(header + utf8)
    try append(bytes)
    entries.append(entry)
  }

  /// Ends the file, which appears under its name.
  ///
  /// - Throws: ``ZipError``.
  public func commit() throws(ZipError) {
    let start = file.size
    var directory: [UInt8] = []
    for entry in entries {
      directory.append(number: UInt32(0x0201_4b50))
      directory.append(number: UInt16(20))
      Self.append(entry.checksum, entry.size, nameCount: entry.name.count, to: &directory)
      // No comment, disk 0, no attributes.
      directory += [UInt8](repeating: 0, count: 10)
      directory.append(number: entry.header)
      directory += entry.name
    }
    let length = directory.count
    directory.append(number: UInt32(0x0605_4b50))
    directory += [0, 0, 0, 0]
    directory.append(number: UInt16(entries.count))
    directory.append(number: UInt16(entries.count))
    directory.append(number: UInt32(length))
    directory.append(number: UInt32(start))
    directory += [0, 0]
    try append(directory)
    try ZipError.mapping(.unwritable) { () throws(FileError) in try file.commit() }
  }

  /// What both headers of a file share: stored, names in UTF-8, of the first day that zip files know.
  private static func append(_ checksum: UInt32, _ size: UInt32, nameCount: Int, to header: inout [UInt8]) {
    for number: UInt16 in [20, 0x0800, 0, 0, 0x21] { header.append(number: number) }
    for number in [checksum, size, size] { header.append(number: number) }
    header.append(number: UInt16(nameCount))
    header.append(number: UInt16(0))
  }

  private func append(_ bytes: [UInt8]) throws(ZipError) {
    try ZipError.mapping(.unwritable) { () throws(FileError) in try file.append(bytes) }
  }
}
