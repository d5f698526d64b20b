/// How large an image may be before it is refused: a small file can claim a size that fills all memory.
public struct ImageLimits: Hashable, Sendable {
  /// The largest width or height.
  public var side: Int
  /// The largest `width * height`.
  public var pixels: Int

  public init(side: Int = 65_500, pixels: Int = 178_956_970) {
    self.side = side
    self.pixels = pixels
  }

  /// Sides up to 65,500 (the largest JPEG) and up to 179 million pixels (half a gigabyte of RGB).
  public static let standard = ImageLimits()

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
