extension PixelImage {
  /// The image brought to exactly this size.
  ///
  /// - Parameters:
  ///   - newWidth: The width of the result.
  ///   - newHeight: The height of the result.
  ///   - mode: What happens when the proportions differ.
  ///   - resampling: How pixels of the new size are made from the old ones.
  ///   - background: The colour around a padded image (its luma around a grey one); nil for nothing around one with alpha.
  ///   - linearLight: Averages light instead of encoded values.
  /// - Throws: ``MediaError`` when a side is not positive or the result does not fit into memory.
  public func fitted(
    width newWidth: Int, height newHeight: Int, mode: FitMode, resampling: Resampling = .lanczos,
    background: RGBColor? = .white, linearLight: Bool = false
  ) throws(MediaError) -> PixelImage {
    let plan = try FitPlan(
      width: width, height: height, toWidth: newWidth, height: newHeight, mode: mode, resampling: resampling)
    return try plan.fitted(self, background: background, linearLight: linearLight)
  }
}
