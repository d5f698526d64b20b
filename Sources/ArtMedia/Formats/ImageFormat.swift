public import ArtFiles

/// A format of image files. A conforming type is a plugin; what it can do with files it says by conforming to
/// ``ReadableImageFormat``, ``WritableImageFormat`` or both.
public protocol ImageFormat: FileFormat {}

/// A format that images are read from.
public protocol ReadableImageFormat: ImageFormat, MetadataFormat {
  /// Whether the format is tried only where no other recognizes a file.
  var isFallback: Bool { get }
  /// The codecs that FFmpeg must decode for it, by FFmpeg's names; empty where it needs no FFmpeg.
  var decoders: [String] { get }

  /// Decodes a whole file into an upright image.
  ///
  /// - Throws: ``MediaError`` when the file is damaged or cut short, or the image is larger than the limits allow.
  func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage

  /// Width and height of the image, upright, as the beginning of its file tells them; nil where it does not tell.
  func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)?
}

extension ReadableImageFormat {
  public var isFallback: Bool { false }
  public var decoders: [String] { [] }
  public func size(ofStart bytes: [UInt8]) -> (width: Int, height: Int)? { nil }
  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] { [:] }
}

/// How an image is encoded.
public struct ImageOptions: Hashable, Sendable {
  /// 1 (small) to 100 (best), for formats with loss.
  public var quality: Int
  /// Texts that travel in the file, by keyword, such as `["Software": "artpipe"]`.
  public var metadata: [String: String]
  /// Pixels for each inch of paper, which programs that print look at; nil where the file is to tell none. From 1 to 65,535.
  public var dotsPerInch: Int?

  public init(quality: Int = 92, metadata: [String: String] = [:], dotsPerInch: Int? = nil) {
    self.quality = quality
    self.metadata = metadata
    self.dotsPerInch = dotsPerInch
  }
}

/// A format that images are written in.
public protocol WritableImageFormat: ImageFormat {
  /// The longest side that the format can hold.
  var largestSide: Int { get }
  /// Whether pixels may be transparent.
  var keepsAlpha: Bool { get }

  /// About how many bytes a file has at most, for the disk that is kept free.
  ///
  /// - Parameters:
  ///   - pixels: The pixels of the image.
  ///   - channels: Its channels.
  ///   - quality: As in ``ImageOptions/quality``.
  func mostBytes(pixels: Double, channels: Int, quality: Int) -> Double

  /// Turns an image into the content of a file. The same image and options give the same bytes.
  ///
  /// - Throws: ``MediaError`` when the format cannot hold the image or its texts.
  func encode(_ image: PixelImage, _ options: ImageOptions) throws(MediaError) -> [UInt8]
}

extension WritableImageFormat {
  public var keepsAlpha: Bool { false }

  /// Those of the pixels as they are in memory.
  public func mostBytes(pixels: Double, channels: Int, quality: Int) -> Double { pixels * Double(channels) }

  /// Whether the format can hold an image of a size.
  ///
  /// - Throws: ``MediaError`` with the longest side that it can.
  public func check(width: Int, height: Int) throws(MediaError) {
    guard max(width, height) > largestSide else { return }
    throw MediaError(
      .tooLarge, "the sides of a \(title) file are at most \(largestSide), and this image is \(width)×\(height)",
      advice: "make it smaller")
  }

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
