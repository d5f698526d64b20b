import ArtFiles
import ArtSettings

/// Reads the texts that images and videos carry, such as the recipe that they were made with. The format is told by
/// content, never by the file's name.
public struct MetadataReader: Sendable {
  /// The keywords of texts in formats that have places for a title and a comment, and none for keywords.
  public enum Key {
    public static let title = "Title"
    public static let comment = "Comment"
  }

  private let formats: [any MetadataFormat]
  private let limits: ImageLimits

  public init(
    images: ImageFormatRegistry = .standard, videos: VideoFormatRegistry = .standard, limits: ImageLimits = .standard
  ) {
    formats =
      images.readable.filter { !$0.isFallback } + videos.registry.all.compactMap { $0 as? any MetadataFormat }
      + images.readable.filter(\.isFallback)
    self.limits = limits
  }

  /// The texts of a file by keyword; empty where there are none.
  ///
  /// - Throws: ``MediaError`` when the file cannot be read, is damaged, or of no format that is known.
  public func metadata(file path: String) throws(MediaError) -> [String: String] {
    let file = try MediaError.mapping { () throws(FileError) in try FileReader(path) }
    do throws(MediaError) {
      let format = try format(of: file.mediaBytes(0..<min(file.size, Self.headSize)))
      let texts = try format.metadata(of: format.metadataPart(of: file, limit: limits.fileBytes))
      try MediaError.mapping { () throws(FileError) in try file.checkUnchanged() }
      return texts
    } catch {
      throw error.inFile(path)
    }
  }

  /// The texts in the content of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What error messages call it.
  public func metadata(_ bytes: [UInt8], name: String) throws(MediaError) -> [String: String] {
    do throws(MediaError) {
      return try format(of: bytes).metadata(of: bytes)
    } catch {
      throw error.inFile(name)
    }
  }

  /// What a file of several images holds besides its texts; nil for formats of one image, which are compared by their
  /// pixels.
  ///
  /// - Throws: As ``metadata(file:)``.
  public func imageData(file path: String) throws(MediaError) -> [UInt8]? {
    let bytes = try MediaError.contents(of: path, limits: limits)
    do throws(MediaError) {
      return try format(of: bytes).imageData(of: bytes)
    } catch {
      throw error.inFile(path)
    }
  }

  /// So many bytes tell every format.
  private static let headSize = 1024

  private func format(of bytes: [UInt8]) throws(MediaError) -> any MetadataFormat {
    guard !bytes.isEmpty else { throw MediaError(.damaged, "the file is empty") }
    if let format = formats.first(where: { $0.recognizes(bytes) }) { return format }
    throw MediaError(
      .notAImage, "this is \(FileSignature.of(bytes)?.title ?? "no image or video that can be read")",
      advice: "texts are read from these: \(titles)")
  }

  /// Each title once.
  private var titles: String {
    var titles: [String] = []
    for format in formats where !titles.contains(format.title) { titles.append(format.title) }
    return titles.joined(separator: ", ")
  }
}
