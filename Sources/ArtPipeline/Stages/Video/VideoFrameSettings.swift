import ArtMedia
import ArtSettings

/// How large the frames of a video are, and how images stand in them.
struct VideoFrameSettings: Sendable {
  /// The shorter side in pixels; nil where it is not given.
  let size: Int?
  var upscaling: Upscaling
  let columns: Int?
  let padding: Int?
  let background: RGBColor

  private static let usualSize = 512

  /// Reads the settings `size`, `upscaling`, `columns`, `padding` and `background`.
  init(_ settings: SettingsReader) {
    size = settings.optionalInteger(
      "size", in: 16...8192,
      "The shorter side in pixels; of several walks side by side, about: their images grow by whole numbers. Where not "
        + "given \(Self.usualSize), and for images made with 'render' as they are.")
    upscaling = settings.choice(
      "upscaling", default: .smooth, "Whether enlarged images show their pixels as squares, or smoothly.")
    columns = settings.optionalInteger("columns", in: 1...256, "Walks in a row; nearly a square where not given.")
    padding = settings.optionalInteger("padding", in: 0...1000, "Pixels around and between several walks.")
    background = settings.opaqueColor(
      "background", default: .black,
      "The colour between several walks, and behind transparent images in a format that has no transparency.")
  }

  /// The shorter side of a video; nil for images as they are.
  ///
  /// - Parameter isRendered: Whether the images were made in a size that somebody chose.
  func size(isRendered: Bool) -> Int? { size ?? (isRendered ? nil : Self.usualSize) }
}
