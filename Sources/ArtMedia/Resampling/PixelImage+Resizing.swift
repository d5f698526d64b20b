extension PixelImage {
  /// The image at another size.
  ///
  /// Colours of transparent images are weighed by their alpha, so that what is behind transparency does not bleed in.
  ///
  /// - Parameters:
  ///   - newWidth: The width of the result.
  ///   - newHeight: The height of the result.
  ///   - resampling: How pixels of the new size are made from the old ones.
  ///   - linearLight: Averages light instead of encoded values. Fine bright detail keeps its brightness; the default
  ///     is what most programs do.
  /// - Throws: ``MediaError`` when a side is not positive or the result does not fit into memory.
  public func resized(
    width newWidth: Int, height newHeight: Int, resampling: Resampling = .lanczos, linearLight: Bool = false
  ) throws(MediaError) -> PixelImage {
    if newWidth == width, newHeight == height { return self }
    let plan = try ResizePlan(
      part: PixelRect(x: 0, y: 0, width: Double(width), height: Double(height)), width: width, height: height,
      toWidth: newWidth, height: newHeight, resampling: resampling)
    return try plan.resized(self, linearLight: linearLight)
  }
}

/// A rectangle whose edges may lie between pixels.
struct PixelRect: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double
}
