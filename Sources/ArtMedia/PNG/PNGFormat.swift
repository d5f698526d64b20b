import CImageCodecs

/// PNG: lossless, 1, 3 or 4 channels.
public struct PNGFormat: ReadableImageFormat, WritableImageFormat, Hashable {
  public let id = "png"
  public let suffixes = ["png"]
  /// How hard to compress, 0 (not at all) to 9; affects time and size, never the image.
  public let compressionLevel: Int
  /// As its header can tell.
  public let largestSide = Int(Int32.max)
  public let keepsAlpha = true

  /// - Parameter compressionLevel: Levels outside 0 to 9 become the nearest of them.
  public init(compressionLevel: Int = 6) {
    self.compressionLevel = min(max(compressionLevel, 0), 9)
  }

  public func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    try bytes.withBuffer { buffer throws(MediaError) in try PNGReader(buffer).image(limits: limits) }
  }

  /// The texts of `tEXt`, `zTXt` and `iTXt` chunks.
  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] {
    try bytes.withBuffer { buffer throws(MediaError) in try PNGReader(buffer).texts(limits: .standard) }
  }

  /// Encodes an image. Texts become `tEXt` chunks, or `iTXt` chunks where they are not Latin-1, in the order of
  /// their keywords. There is no loss, so the quality changes nothing.
  public func encode(
    _ image: PixelImage, _ options: ImageOptions = ImageOptions()
  ) throws(MediaError) -> [UInt8] {
    var texts: [PNGText] = []
    for (key, text) in options.metadata.sorted(by: { $0.key < $1.key }) {
      texts.append(try PNGText(key: key, text: text))
    }
    var count = 0
    let (bytes, message) = withMessage { message in
      image.pixels.withUnsafeBufferPointer { pixels in
        PNGText.withCTexts(texts) { texts in
          art_png_encode(
            pixels.baseAddress, UInt32(image.width), UInt32(image.height), Int32(image.channels),
            Int32(compressionLevel), texts.baseAddress, Int32(texts.count), &count, message)
        }
      }
    }
    guard let bytes else { throw MediaError(.encodingFailed, "cannot write this image as PNG: \(message)") }
    var file = [UInt8](taking: bytes, count: count)
    if let density = options.dotsPerInch { PNGDensity.add(dotsPerInch: density, to: &file) }
    return file
  }
}

/// Animated PNG under its own ending: the first image is read. Files are written as PNG, under PNG's.
public struct APNGFormat: ReadableImageFormat, Hashable {
  public let id = "apng"
  public let suffixes = ["apng"]

  public init() {}

  public func recognizes(_ bytes: [UInt8]) -> Bool { PNGFormat().recognizes(bytes) }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    try PNGFormat().decode(bytes, limits: limits)
  }
}
