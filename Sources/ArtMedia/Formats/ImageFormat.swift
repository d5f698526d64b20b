public import ArtFiles

/// A format of image files. A conforming type is a plugin; what it can do with files it says by conforming to
/// ``ReadableImageFormat``, ``WritableImageFormat`` or both.
public protocol ImageFormat: FileFormat {}

/// A format that images are read from.
public protocol ReadableImageFormat: ImageFormat {
  /// Whether the format is tried only where no other recognizes a file.
  var isFallback: Bool { get }

  /// Whether a file's bytes, at least one, are of this format. Only the first few should be looked at.
  func recognizes(_ bytes: [UInt8]) -> Bool

  /// Decodes a whole file into an upright image.
  ///
  /// - Throws: ``MediaError`` when the file is damaged or cut short, or the image is larger than the limits allow.
  func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage

  /// The texts that a file carries, by keyword.
  ///
  /// - Throws: ``MediaError`` when the file is damaged.
  func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String]
}

extension ReadableImageFormat {
  public var isFallback: Bool { false }
  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] { [:] }
}

/// How an image is encoded.
public struct ImageOptions: Hashable, Sendable {
  /// 1 (small) to 100 (best), for formats with loss.
  public var quality: Int
  /// Texts that travel in the file, by keyword, such as `["Software": "artpipe"]`.
  public var metadata: [String: String]

  public init(quality: Int = 92, metadata: [String: String] = [:]) {
    self.quality = quality
    self.metadata = metadata
  }
}

/// A format that images are written in.
public protocol WritableImageFormat: ImageFormat {
  /// Turns an image into the content of a file. The same image and options give the same bytes.
  ///
  /// - Throws: ``MediaError`` when the format cannot hold the image or its texts.
  func encode(_ image: PixelImage, _ options: ImageOptions) throws(MediaError) -> [UInt8]
}

extension WritableImageFormat {
  /// Encodes an image and writes it to a file, which appears complete or not at all.
  ///
  /// - Throws: ``MediaError`` with the file's name and the reason.
  public func write(
    _ image: PixelImage, to place: FilePlace, _ options: ImageOptions = ImageOptions()
  ) throws(MediaError) {
    let bytes: [UInt8]
    do throws(MediaError) {
      bytes = try encode(image, options)
    } catch {
      throw error.inFile(place.path)
    }
    try MediaError.mapping { () throws(FileError) in try place.write(bytes) }
  }
}
