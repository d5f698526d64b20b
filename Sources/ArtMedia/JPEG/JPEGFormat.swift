import CImageCodecs

/// JPEG. Transparent images are put on a colour first, for JPEG has no alpha.
///
/// Texts become comment segments of the form `Key: text`; a text under the key `Comment` stands alone. This is also
/// how they are read.
public struct JPEGFormat: ReadableImageFormat, WritableImageFormat, Hashable {
  public let id = "jpeg"
  public let suffixes = ["jpg", "jpeg", "jpe", "jfif"]

  /// How finely colour is stored.
  public enum Chroma: String, Hashable, Sendable, CaseIterable, Codable {
    /// `full` up to four million pixels, `halved` above.
    case automatic
    /// A colour for each pixel (4:4:4): sharp edges between colours, as in drawings and enlarged pixels.
    case full
    /// A colour for each four pixels (4:2:0): smaller files of photographs.
    case halved
  }

  public let chroma: Chroma
  /// Whether the image appears coarse first and fine later while it loads.
  public let isProgressive: Bool
  /// What shows through transparent pixels.
  public let background: RGBColor

  /// - Parameters:
  ///   - chroma: How finely colour is stored.
  ///   - isProgressive: Whether the image appears coarse first and fine later while it loads.
  ///   - background: What shows through transparent pixels.
  public init(chroma: Chroma = .automatic, isProgressive: Bool = false, background: RGBColor = .white) {
    self.chroma = chroma
    self.isProgressive = isProgressive
    self.background = background
  }

  /// The longest side that JPEG's 16-bit header fields, less libjpeg's reserve, can hold.
  public let largestSide = 65_500

  /// Measured of noise: what was enlarged takes half of it, a drawing a quarter.
  public func mostBytes(pixels: Double, channels: Int, quality: Int) -> Double {
    pixels * Double(channels) * (0.1 + 0.7 * (Double(quality) / 100) * (Double(quality) / 100))
  }

  public func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    try bytes.withBuffer { buffer throws(MediaError) in try JPEGReader(buffer).image(limits: limits) }
  }

  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] {
    try bytes.withBuffer { buffer throws(MediaError) in JPEGComments.decode(try JPEGReader(buffer).comments()) }
  }

  /// Encodes an image. Qualities outside 1 to 100 become the nearest of them.
  public func encode(
    _ image: PixelImage, _ options: ImageOptions = ImageOptions()
  ) throws(MediaError) -> [UInt8] {
    try check(width: image.width, height: image.height)
    let opaque = image.composited(on: background)
    let comments = JPEGComments.encode(options.metadata)
    let halvesChroma = chroma == .halved || (chroma == .automatic && image.width * image.height > 4_000_000)
    let settings = ArtJPEGSettings(
      quality: Int32(min(max(options.quality, 1), 100)), halves_chroma: halvesChroma ? 1 : 0,
      progressive: isProgressive ? 1 : 0)
    var count = 0
    let (bytes, message) = withMessage { message in
      opaque.pixels.withUnsafeBufferPointer { pixels in
        JPEGComments.withCComments(comments) { comments in
          art_jpeg_encode(
            pixels.baseAddress, UInt32(opaque.width), UInt32(opaque.height), Int32(opaque.channels), settings,
            comments.baseAddress, Int32(comments.count), &count, message)
        }
      }
    }
    guard let bytes else { throw MediaError(.encodingFailed, "cannot write this image as JPEG: \(message)") }
    var file = [UInt8](taking: bytes, count: count)
    if let density = options.dotsPerInch { try JPEGDensity.set(dotsPerInch: density, in: &file) }
    return file
  }
}
