public import ArtMedia
public import ArtSettings

/// Leaves each image a few colours of its own in flat areas, as in a poster: a model learns to paint from flat colours.
public struct FewColors: InputMaker {
  public static let id = "palette"
  public static let summary = "Leaves few colours, in flat areas: the model learns to paint from a flat sketch."

  /// The most colours of an image.
  public let colors: Int
  /// How many times smaller the image becomes before its colours are chosen: small detail is gone then.
  public let smoothing: Int

  public init(colors: Int = 8, smoothing: Int = 2) {
    self.colors = colors
    self.smoothing = smoothing
  }

  public init(_ settings: SettingsReader) {
    colors = settings.integer("colors", default: 8, in: 2...64, "The most colours that an image keeps.")
    smoothing = settings.integer(
      "smoothing", default: 2, in: 1...16, "Detail of fewer pixels than this is smoothed away before; 1 for none.")
  }

  public func input(of target: PixelImage) throws(MediaError) -> PixelImage {
    let smooth = smoothing > 1 ? try Smaller(factor: smoothing).input(of: target) : target
    // Nothing of it is seen.
    let alphas = stride(from: 3, to: smooth.pixels.count, by: 4).lazy.map { smooth.pixels[$0] }
    guard smooth.channels < 4 || alphas.contains(where: ColorPalette.isThere) else { return smooth }
    return try ColorPalette(ofImages: [smooth], most: colors).applied(to: smooth)
  }
}
