public import ArtFiles

/// A format whose files can be asked for the texts that they carry, such as the recipe that they were made with.
public protocol MetadataFormat: FileFormat {
  /// Whether a file's bytes, at least one, are of this format. Only the first few should be looked at.
  func recognizes(_ bytes: [UInt8]) -> Bool

  /// The part of a file that its texts are in: as much as ``metadata(of:)`` needs.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - limit: The most bytes that are read.
  /// - Throws: ``MediaError`` when it cannot be read, is damaged or holds more.
  func metadataPart(of file: borrowing FileReader, limit: Int) throws(MediaError) -> [UInt8]

  /// The texts that a file carries, by keyword.
  ///
  /// - Parameter bytes: The whole file, or its ``metadataPart(of:limit:)``.
  /// - Throws: ``MediaError`` when the file is damaged.
  func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String]

  /// What a file of several images holds besides its texts: files that are equal in this show the same. nil where that
  /// cannot be told.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: ``MediaError`` when the file is damaged.
  func imageData(of bytes: [UInt8]) throws(MediaError) -> [UInt8]?
}

extension MetadataFormat {
  public func imageData(of bytes: [UInt8]) throws(MediaError) -> [UInt8]? { nil }

  public func metadataPart(of file: borrowing FileReader, limit: Int) throws(MediaError) -> [UInt8] {
    guard file.size <= limit else {
      throw MediaError(.tooLarge, "the file is too large: it has \(file.size) bytes, and at most \(limit) are read")
    }
    return try file.mediaBytes(0..<file.size)
  }
}

extension FileReader {
  /// ``bytes(_:)`` with the errors of images and videos.
  func mediaBytes(_ range: Range<Int>) throws(MediaError) -> [UInt8] {
    do throws(FileError) {
      return try bytes(range)
    } catch {
      throw MediaError(error)
    }
  }
}
