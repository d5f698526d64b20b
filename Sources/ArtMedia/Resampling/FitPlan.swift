/// How images of one size are brought to another shape, prepared: for many images it is made once.
struct FitPlan {
  private enum Way {
    case unchanged
    case resize(ResizePlan)
    /// The size of the image inside, and its top left corner.
    case pad(ResizePlan?, x: Int, y: Int)
  }

  private let width: Int
  private let height: Int
  private let way: Way

  /// - Parameters:
  ///   - width: The width of the images.
  ///   - height: Their height.
  ///   - newWidth: The width of the results.
  ///   - newHeight: Their height.
  ///   - mode: What happens when the proportions differ.
  ///   - resampling: How pixels of the new size are made from the old ones.
  /// - Throws: ``MediaError`` when a side is not positive or too large.
  init(
    width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int, mode: FitMode, resampling: Resampling
  ) throws(MediaError) {
    (self.width, self.height) = (newWidth, newHeight)
    if newWidth == width, newHeight == height {
      way = .unchanged
      return
    }
    // Also refuses sizes below 1, so that the divisions below are safe.
    _ = try PixelImage.sampleCount(width: newWidth, height: newHeight, channels: 4)
    let scaleX = Double(newWidth) / Double(width)
    let scaleY = Double(newHeight) / Double(height)
    switch mode {
    case .stretch:
      way = .resize(
        try ResizePlan(
          part: PixelRect(x: 0, y: 0, width: Double(width), height: Double(height)), width: width, height: height,
          toWidth: newWidth, height: newHeight, resampling: resampling))
    case .crop:
      let scale = max(scaleX, scaleY)
      let partWidth = min(Double(width), Double(newWidth) / scale)
      let partHeight = min(Double(height), Double(newHeight) / scale)
      let part = PixelRect(
        x: (Double(width) - partWidth) / 2, y: (Double(height) - partHeight) / 2, width: partWidth, height: partHeight)
      way = .resize(
        try ResizePlan(
          part: part, width: width, height: height, toWidth: newWidth, height: newHeight, resampling: resampling))
    case .pad:
      let scale = min(scaleX, scaleY)
      let innerWidth = min(newWidth, max(1, Int((Double(width) * scale).rounded())))
      let innerHeight = min(newHeight, max(1, Int((Double(height) * scale).rounded())))
      let isResized = innerWidth != width || innerHeight != height
      let inner =
        isResized
        ? try ResizePlan(
          part: PixelRect(x: 0, y: 0, width: Double(width), height: Double(height)), width: width, height: height,
          toWidth: innerWidth, height: innerHeight, resampling: resampling) : nil
      way = .pad(inner, x: (newWidth - innerWidth) / 2, y: (newHeight - innerHeight) / 2)
    }
  }

  /// The image, which must have the size that the plan was made for, in the new shape.
  ///
  /// - Parameters:
  ///   - background: The colour around a padded image (its luma around a grey one); nil for nothing around one with alpha.
  ///   - linearLight: Averages light instead of encoded values.
  /// - Throws: ``MediaError`` when the result does not fit into memory.
  func fitted(_ image: PixelImage, background: RGBColor?, linearLight: Bool) throws(MediaError) -> PixelImage {
    switch way {
    case .unchanged: return image
    case .resize(let plan): return try plan.resized(image, linearLight: linearLight)
    case .pad(let plan, let x, let y):
      var inner = image
      if let plan { inner = try plan.resized(image, linearLight: linearLight) }
      var padded = try PixelImage(width: width, height: height, channels: image.channels)
      if let background { padded.fill(with: background) }
      padded.paste(inner, x: x, y: y)
      return padded
    }
  }
}

/// How an image of one shape is brought to a size of another.
public enum FitMode: String, Hashable, Sendable, CaseIterable, Codable {
  /// Fill the size and cut off what stands over, equally on both sides.
  case crop
  /// Show the whole image in the middle, with a colour around it.
  case pad
  /// Change the image's proportions.
  case stretch
}
