/// Turns a picture into the content of a file.
public protocol ImageEncoder: Sendable {
  /// Encodes a picture with texts that travel in the file.
  ///
  /// The same picture and texts give the same bytes.
  ///
  /// - Parameters:
  ///   - picture: What to encode.
  ///   - metadata: Texts by keyword, such as `["Software": "artpipe"]`.
  /// - Throws: ``MediaError`` when the format cannot hold the picture or the texts.
  func encode(_ picture: PixelImage, metadata: [String: String]) throws(MediaError) -> [UInt8]
}

extension ImageEncoder {
  /// Encodes a picture and writes it to a file, which appears complete or not at all.
  ///
  /// - Throws: ``MediaError`` with the file's name and the reason.
  public func write(
    _ picture: PixelImage, to file: String, metadata: [String: String] = [:]
  ) throws(MediaError) {
    do throws(MediaError) {
      try FileBytes.write(try encode(picture, metadata: metadata), to: file)
    } catch {
      throw error.inFile(file)
    }
  }
}
