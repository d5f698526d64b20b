/// Which pixels of an image are missing: its hole.
public struct PixelMask: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// `[height, width]`: whether each pixel is missing.
  public let isHole: [Bool]

  /// - Throws: ``MediaError`` when a side is not positive or the pixels are not `width * height`.
  public init(width: Int, height: Int, isHole: [Bool]) throws(MediaError) {
    let count = try PixelImage.sampleCount(width: width, height: height, channels: 1)
    guard isHole.count == count else {
      throw MediaError(.invalidArgument, "a mask of \(width)×\(height) has \(count) pixels, not \(isHole.count)")
    }
    (self.width, self.height, self.isHole) = (width, height, isHole)
  }

  /// The hole that is white in an image; what is at least mid-grey counts as white, and transparent as black.
  public init(whiteOf image: PixelImage) throws(MediaError) {
    self.init(of: try image.converted(toChannels: 1, background: .black), from: 128)
  }

  /// The hole that shows through an image: the pixels that are more than half transparent.
  public init(transparencyOf image: PixelImage) {
    let isHole = (0..<image.width * image.height).map { image.hasAlpha && image.pixels[4 * $0 + 3] < 128 }
    (width, height, self.isHole) = (image.width, image.height, isHole)
  }

  private init(of grey: PixelImage, from least: UInt8) {
    (width, height, isHole) = (grey.width, grey.height, grey.pixels.map { $0 >= least })
  }

  public var holeCount: Int { isHole.count { $0 } }

  /// The mask of the image at another size. A pixel that more than a tenth of the hole comes into belongs to it.
  ///
  /// - Throws: as ``PixelImage/fitted(width:height:mode:resampling:background:linearLight:)``.
  public func fitted(width newWidth: Int, height newHeight: Int, mode: FitMode) throws(MediaError) -> PixelMask {
    if newWidth == width, newHeight == height { return self }
    let grey = PixelImage(unchecked: isHole.map { $0 ? 255 : 0 }, width: width, height: height, channels: 1)
    let fitted = try grey.fitted(
      width: newWidth, height: newHeight, mode: mode, resampling: .bilinear, background: .black)
    return PixelMask(of: fitted, from: 26)
  }
}
