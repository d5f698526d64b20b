/// How pictures of one size are brought to another shape, prepared: for many pictures it is made once.
struct FitPlan {
  private enum Way {
    case unchanged
    case resize(ResizePlan)
    /// The size of the picture inside, and its top left corner.
    case pad(ResizePlan?, x: Int, y: Int)
  }

  private let width: Int
  private let height: Int
  private let way: Way

  /// - Parameters:
  ///   - width: The width of the pictures.
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

  /// The picture, which must have the size that the plan was made for, in the new shape.
  ///
  /// - Parameters:
  ///   - background: The colour around a padded picture (its luma around a grey one).
  ///   - linearLight: Averages light instead of encoded values.
  /// - Throws: ``MediaError`` when the result does not fit into memory.
  func fitted(_ picture: PixelImage, background: RGBColor, linearLight: Bool) throws(MediaError) -> PixelImage {
    switch way {
    case .unchanged: return picture
    case .resize(let plan): return try plan.resized(picture, linearLight: linearLight)
    case .pad(let plan, let x, let y):
      var inner = picture
      if let plan { inner = try plan.resized(picture, linearLight: linearLight) }
      var padded = try PixelImage(width: width, height: height, channels: picture.channels)
      padded.fill(with: background)
      padded.paste(inner, x: x, y: y)
      return padded
    }
  }
}
