import CImageCodecs

/// Writes PNG files: lossless, 1, 3 or 4 channels.
public struct PNGEncoder: ImageEncoder, Hashable {
  /// How hard to compress, 0 (not at all) to 9; affects time and size, never the picture.
  public let compressionLevel: Int

  /// - Parameter compressionLevel: Levels outside 0 to 9 become the nearest of them.
  public init(compressionLevel: Int = 6) {
    self.compressionLevel = min(max(compressionLevel, 0), 9)
  }

  /// Encodes a picture. Texts become `tEXt` chunks, or `iTXt` chunks where they are not Latin-1, in the order of
  /// their keywords.
  public func encode(_ picture: PixelImage, metadata: [String: String] = [:]) throws(MediaError) -> [UInt8] {
    var texts: [PNGText] = []
    for (key, text) in metadata.sorted(by: { $0.key < $1.key }) { texts.append(try PNGText(key: key, text: text)) }
    var count = 0
    let (bytes, message) = withMessage { message in
      picture.pixels.withUnsafeBufferPointer { pixels in
        PNGText.withCTexts(texts) { texts in
          art_png_encode(
            pixels.baseAddress, UInt32(picture.width), UInt32(picture.height), Int32(picture.channels),
            Int32(compressionLevel), texts.baseAddress, Int32(texts.count), &count, message)
        }
      }
    }
    guard let bytes else { throw MediaError(.encodingFailed, "cannot write this picture as PNG: \(message)") }
    return [UInt8](taking: bytes, count: count)
  }
}
