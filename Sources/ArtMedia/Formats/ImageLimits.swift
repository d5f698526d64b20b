/// How large an image may be before it is refused: a small file can claim a size that fills all memory.
public struct ImageLimits: Hashable, Sendable {
  /// The largest width or height.
  public var side: Int
  /// The largest `width * height`.
  public var pixels: Int
  /// The most bytes that a file may have.
  public var fileBytes: Int

  public init(side: Int = 65_500, pixels: Int = 178_956_970, fileBytes: Int = 1 << 30) {
    self.side = side
    self.pixels = pixels
    self.fileBytes = fileBytes
  }

  /// Sides up to 65,500 (the largest JPEG), up to 179 million pixels (half a gigabyte of RGB), files up to a gigabyte.
  public static let standard = ImageLimits()

  /// The limits of one of several images that are decoded at the same time and share some memory.
  ///
  /// While an image is decoded, turned upright and fitted, a pixel takes up to 16 bytes.
  ///
  /// - Parameter memory: What one image may take, in bytes.
  public static func within(memory: Int) -> ImageLimits {
    let standard = ImageLimits.standard
    return ImageLimits(
      pixels: min(standard.pixels, memory / 16), fileBytes: min(standard.fileBytes, memory / 4))
  }

  func check(width: Int, height: Int) throws(MediaError) {
    guard width > 0, height > 0 else {
      throw MediaError(.damaged, "the image claims a size of \(width)×\(height)")
    }
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard width <= side, height <= side, !overflow, area <= pixels else {
      throw MediaError(
        .tooLarge, "the image is \(width)×\(height); the limit is \(side) on a side and \(pixels) pixels",
        advice: "make it smaller first")
    }
  }
}
