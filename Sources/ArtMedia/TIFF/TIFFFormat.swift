/// TIFF: whole numbers in strips, grey, with a palette, RGB, CMYK or Y'CbCr, with or without alpha; of several pages the
/// first.
///
/// FFmpeg decodes it, and gets other variants wrong without a word: they are refused.
public struct TIFFFormat: ReadableImageFormat, Hashable {
  public let id = "tiff"
  public let suffixes = ["tif", "tiff"]

  public init() {}

  public var decoders: [String] { ["tiff"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    [[0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2B]]
      .contains(Array(bytes.prefix(4)))
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    try bytes.withBuffer { buffer throws(MediaError) in
      guard let directory = TIFFDirectory(buffer) else { throw MediaError.notRead(title, "is a BigTIFF") }
      let variant = try TIFFVariant(directory, title: title)
      try limits.check(width: variant.width, height: variant.height)
      let colors = FFmpegDecoder.Colors(hasFullRange: true)
      var image = try FFmpegDecoder(codec: "tiff", colors: colors).image(buffer, title: title, limits: limits)
      guard (image.width, image.height) == (variant.width, variant.height) else {
        throw MediaError.damaged(title, "its size is not what it says")
      }
      switch variant.alpha {
      case .none: image = image.withoutAlpha()
      case .plain: break
      case .premultiplied: image = image.unpremultiplied()
      }
      if variant.hasInks { image.conversions.insert(.inks) }
      return image.upright(from: ExifOrientation(directory))
    }
  }
}
