public import ArtFiles

/// An open HDF5 file: groups, datasets of numbers and attributes, as h5py writes them for Keras.
///
/// The file is read by this program itself. Debian 12's library for the format crashed on one of 50 files with a few changed
/// bytes; here each place and each length is checked against the bytes that are there. Chunked and compressed datasets, links
/// into other files and the forms of libver='latest' are refused by name.
///
/// Source: HDF5 File Format Specification Version 3.0 (The HDF Group).
public struct HDF5Reader: Sendable {
  /// The group that everything is in.
  public let root: HDF5Group
  /// The file, as the caller named it.
  public let file: String

  /// The largest file, in bytes.
  public static let largestSize = 2 << 30

  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

  /// Whether bytes begin as an HDF5 file does.
  public static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// - Parameter bytes: the content of the file.
  /// - Throws: ``HDF5Error`` for what is no HDF5 file, or damaged.
  public init(_ bytes: [UInt8], file: String) throws(HDF5Error) {
    let source = HDF5Source(bytes: bytes, file: file)
    guard Self.begins(bytes) else { throw source.error(.notHDF5, "is no HDF5 file; use another copy of it") }
    let version = try source.byte(8)
    let isFirst = version < 2
    guard version <= 3 else { throw source.unsupported("is an HDF5 file of a later version (\(version))") }
    guard try source.byte(isFirst ? 13 : 9) == 8, try source.byte(isFirst ? 14 : 10) == 8 else {
      throw source.unsupported("is an HDF5 file with places of other than 8 bytes, and cannot be read here")
    }
    // Version 1 has four bytes more than version 0.
    let base = isFirst ? 24 + 4 * Int(version) : 12
    guard try source.number(base, 8) == 0 else {
      throw source.unsupported("is an HDF5 file inside of something else, and cannot be read here")
    }
    let end = try source.number(base + 16, 8)
    guard end <= UInt64(bytes.count) else {
      throw source.error(
        .damaged, "is cut short: \(end) bytes are announced, \(bytes.count) are there; use another copy of it")
    }
    root = try HDF5Group(source, at: source.address(isFirst ? base + 40 : base + 24))
    self.file = file
  }

  /// Opens a file.
  public init(_ place: FilePlace) throws(HDF5Error) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: place, limit: Self.largestSize)
    } catch {
      throw HDF5Error(.unreadable, file: place.path, place: "", error.reason)
    }
    try self.init(bytes, file: place.path)
  }
}
