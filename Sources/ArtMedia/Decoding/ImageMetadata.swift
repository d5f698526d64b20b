/// Reads the texts that a picture file carries, such as the recipe it was made with.
public enum ImageMetadata {
  /// The texts of a PNG (`tEXt`, `zTXt` and `iTXt` chunks, by keyword) or a JPEG (comments; see ``JPEGEncoder``).
  /// Other files have none.
  ///
  /// - Throws: ``MediaError`` when the file cannot be read or is damaged.
  public static func read(file path: String) throws(MediaError) -> [String: String] {
    try read(FileBytes.read(path), name: path)
  }

  /// The texts in the content of a picture file.
  public static func read(_ bytes: [UInt8], name: String) throws(MediaError) -> [String: String] {
    do throws(MediaError) {
      return try bytes.withBuffer { buffer throws(MediaError) in
        switch ImageFormat(sniffing: bytes) {
        case .png: try PNGReader(buffer).texts(limits: .standard)
        case .jpeg: JPEGComments.decode(try JPEGReader(buffer).comments())
        case .other: [:]
        }
      }
    } catch {
      throw error.inFile(name)
    }
  }
}
