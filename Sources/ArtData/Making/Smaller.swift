public import ArtMedia
public import ArtSettings

/// Makes the image smaller and brings it back to its size: what is lost is what a model learns to add.
///
/// Both by Keys' cubic, widened where the image becomes smaller: the usual way to measure enlarging.
public struct Smaller: InputMaker {
  public static let id = "small"
  public static let summary = "Makes the image smaller and enlarges it again: the model learns to add the detail."

  /// How many times smaller each side becomes.
  public let factor: Int

  public init(factor: Int = 2) {
    self.factor = factor
  }

  public init(_ settings: SettingsReader) {
    factor = settings.integer(
      "factor", default: 2, in: 2...16, "How many times smaller each side becomes: the model enlarges by as much.")
  }

  public func input(of target: PixelImage) throws(MediaError) -> PixelImage {
    func small(_ side: Int) -> Int { max(1, (side + factor / 2) / factor) }
    return try target.resized(width: small(target.width), height: small(target.height), resampling: .bicubic)
      .resized(width: target.width, height: target.height, resampling: .bicubic)
  }
}
