extension PixelImage {
  /// The picture brought to exactly this size.
  ///
  /// - Parameters:
  ///   - newWidth: The width of the result.
  ///   - newHeight: The height of the result.
  ///   - mode: What happens when the proportions differ.
  ///   - resampling: How pixels of the new size are made from the old ones.
  ///   - background: The colour around a padded picture (its luma around a grey one).
  ///   - linearLight: Averages light instead of encoded values.
  /// - Throws: ``MediaError`` when a side is not positive or the result does not fit into memory.
  public func fitted(
    width newWidth: Int, height newHeight: Int, mode: FitMode, resampling: Resampling = .lanczos,
    background: RGBColor = .white, linearLight: Bool = false
  ) throws(MediaError) -> PixelImage {
    if newWidth == width, newHeight == height { return self }
    // Also refuses sizes below 1, so that the divisions below are safe.
    _ = try PixelImage.sampleCount(width: newWidth, height: newHeight, channels: channels)
    let scaleX = Double(newWidth) / Double(width)
    let scaleY = Double(newHeight) / Double(height)
    switch mode {
    case .stretch:
      return try resized(width: newWidth, height: newHeight, resampling: resampling, linearLight: linearLight)
    case .crop:
      let scale = max(scaleX, scaleY)
      let partWidth = min(Double(width), Double(newWidth) / scale)
      let partHeight = min(Double(height), Double(newHeight) / scale)
      let part = PixelRect(
        x: (Double(width) - partWidth) / 2, y: (Double(height) - partHeight) / 2, width: partWidth, height: partHeight)
      return try resized(
        part: part, width: newWidth, height: newHeight, resampling: resampling, linearLight: linearLight)
    case .pad:
      let scale = min(scaleX, scaleY)
      let innerWidth = min(newWidth, max(1, Int((Double(width) * scale).rounded())))
      let innerHeight = min(newHeight, max(1, Int((Double(height) * scale).rounded())))
      let inner = try resized(
        width: innerWidth, height: innerHeight, resampling: resampling, linearLight: linearLight)
      var padded = try PixelImage(width: newWidth, height: newHeight, channels: channels)
      padded.fill(with: background)
      padded.paste(inner, x: (newWidth - innerWidth) / 2, y: (newHeight - innerHeight) / 2)
      return padded
    }
  }
}
