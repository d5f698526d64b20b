import ArtFiles

/// Reads images of the formats that are registered.
///
/// The format is told by content, never by the file's name. The result is upright (EXIF orientation is applied) and has
/// 8 bits a channel: grey images have one channel, images with transparency four, all others three. A file that is
/// cut short or damaged is an error, never half an image.
public struct ImageDecoder: Sendable {
  public var formats: ImageFormatRegistry
  public var limits: ImageLimits

  public init(formats: ImageFormatRegistry = .standard, limits: ImageLimits = .standard) {
    self.formats = formats
    self.limits = limits
  }

  /// Reads and decodes a file.
  ///
  /// - Throws: ``MediaError`` with the file's name and the reason.
  public func decode(file path: String) throws(MediaError) -> PixelImage {
    try decode(MediaError.contents(of: path, limits: limits), name: path)
  }

  /// Decodes the content of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What error messages call the image.
  public func decode(_ bytes: [UInt8], name: String) throws(MediaError) -> PixelImage {
    do throws(MediaError) {
      return try format(of: bytes).decode(bytes, limits: limits)
    } catch {
      throw error.inFile(name)
    }
  }

  /// Width and height of a file's image. Only the file's beginning is read, so that it may still be damaged; nil where it
  /// does not tell, and where the image is larger than the limits. PNG and WebP files may tell behind their pixels that they
  /// are to be turned: of these the sides are as they are stored.
  public func size(file path: String) -> (width: Int, height: Int)? {
    // A camera puts a small image and much else before the size.
    for count in [1 << 12, 1 << 16, 1 << 20] {
      guard let start = try? FileReader.prefix(of: path, count: count) else { return nil }
      if let size = formats.format(of: start)?.size(ofStart: start) {
        let isWithin = (try? limits.check(width: size.width, height: size.height)) != nil
        return isWithin ? size : nil
      }
      guard start.count == count else { return nil }
    }
    return nil
  }

  private func format(of bytes: [UInt8]) throws(MediaError) -> any ReadableImageFormat {
    guard !bytes.isEmpty else { throw MediaError(.damaged, "the file is empty") }
    if let format = formats.format(of: bytes) { return format }
    guard let kind = FileSignature.of(bytes) else {
      throw MediaError(
        .notAImage, "this is no image that can be read", advice: "these can: \(formats.readableTitles)")
    }
    throw MediaError(
      .notAImage, "this is \(kind.title), which is not read as an image",
      advice: kind.isImage ? MediaError.conversion : nil)
  }
}
