import CImageCodecs

/// Writes JPEG files. Transparent pictures are put on a colour first, for JPEG has no alpha.
///
/// Texts become comment segments of the form `Key: text`; a text under the key `Comment` stands alone. This is also
/// how ``ImageMetadata`` reads them.
public struct JPEGEncoder: ImageEncoder, Hashable {
  /// How finely colour is stored.
  public enum Chroma: String, Hashable, Sendable, CaseIterable, Codable {
    /// `full` up to four million pixels, `halved` above.
    case automatic
    /// A colour for each pixel (4:4:4): sharp edges between colours, as in drawings and enlarged pixels.
    case full
    /// A colour for each four pixels (4:2:0): smaller files of photographs.
    case halved
  }

  /// 1 (small) to 100 (best).
  public let quality: Int
  public let chroma: Chroma
  /// Whether the picture appears coarse first and fine later while it loads.
  public let isProgressive: Bool
  /// What shows through transparent pixels.
  public let background: RGBColor

  /// - Parameters:
  ///   - quality: Values outside 1 to 100 become the nearest of them.
  ///   - chroma: How finely colour is stored.
  ///   - isProgressive: Whether the picture appears coarse first and fine later while it loads.
  ///   - background: What shows through transparent pixels.
  public init(
    quality: Int = 92, chroma: Chroma = .automatic, isProgressive: Bool = false, background: RGBColor = .white
  ) {
    self.quality = min(max(quality, 1), 100)
    self.chroma = chroma
    self.isProgressive = isProgressive
    self.background = background
  }

  /// The longest side that JPEG's 16-bit header fields, less libjpeg's reserve, can hold.
  private static let largestSide = 65_500

  public func encode(_ picture: PixelImage, metadata: [String: String] = [:]) throws(MediaError) -> [UInt8] {
    guard max(picture.width, picture.height) <= JPEGEncoder.largestSide else {
      throw MediaError(
        .tooLarge,
        "a JPEG's sides are at most \(JPEGEncoder.largestSide), and this picture is \(picture.width)×\(picture.height)",
        advice: "write a PNG")
    }
    let opaque = picture.composited(on: background)
    let comments = JPEGComments.encode(metadata)
    let halvesChroma = chroma == .halved || (chroma == .automatic && picture.width * picture.height > 4_000_000)
    let settings = ArtJPEGSettings(
      quality: Int32(quality), halves_chroma: halvesChroma ? 1 : 0, progressive: isProgressive ? 1 : 0)
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
    guard let bytes else { throw MediaError(.encodingFailed, "cannot write this picture as JPEG: \(message)") }
    return [UInt8](taking: bytes, count: count)
  }
}
