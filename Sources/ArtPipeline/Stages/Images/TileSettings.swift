import ArtMedia
import ArtSettings

/// How images are enlarged.
struct TileSettings: Sendable {
  /// nil chooses by the images' size.
  let scale: Int?
  let upscaling: Upscaling

  init(_ settings: SettingsReader, upscaling usual: Upscaling, _ scaleHelp: String) {
    scale = settings.optionalInteger("scale", in: 1...256, scaleHelp)
    upscaling = settings.choice(
      "upscaling", default: usual, "Whether enlarged images show their pixels as squares, or smoothly.")
  }

  /// A whole number of times that makes tiles large enough to look at.
  static func scale(forTilesOf side: Int, atLeast size: Int = 64) -> Int {
    max(1, (size + side - 1) / max(side, 1))
  }
}
