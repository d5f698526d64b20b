/// How large a video may be before it is refused.
public struct VideoLimits: Hashable, Sendable {
  /// Of each frame: sides and pixels.
  public var image: ImageLimits
  /// The most frames, of the file and of what comes out at a constant rate.
  public var frames: Int
  /// The most bytes that a file may have; it is read piece by piece.
  public var fileBytes: Int

  public init(image: ImageLimits = .standard, frames: Int = 10_000_000, fileBytes: Int = 1 << 38) {
    self.image = image
    self.frames = frames
    self.fileBytes = fileBytes
  }

  /// Frames as large as images may be, 92 hours at 30 frames a second, files up to 256 GiB.
  public static let standard = VideoLimits()
}
