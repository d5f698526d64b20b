/// How a video is encoded.
public struct VideoSettings: Hashable, Sendable {
  /// How much time the encoder takes to make the file smaller, for formats that have the choice.
  public enum Effort: String, Hashable, Sendable, CaseIterable, Codable {
    case fast
    case medium
    case slow
  }

  public var frameRate: FrameRate
  /// 0 (smallest) to 100 (best).
  ///
  /// H.264 gets a constant rate factor of 40 − 0.28·quality (18 at the default of 80), MPEG-4 part 2 a quantiser of
  /// 31 − 0.29·quality, VP9 a constant quality level of 60 − 0.46·quality, WebP its own quality and lossless frames at 100.
  /// GIF has no quality.
  public var quality: Int
  /// The bits of each second, on average, in the place of the quality; nil for a video of an even quality. For formats
  /// that have the choice (``VideoFormat/hasBitrate``).
  public var bitsPerSecond: Int?
  public var effort: Effort
  /// The size of the video. Odd sizes are as they are in GIF and WebP; in MP4 and WebM, whose sizes are even, the last
  /// column or row is repeated once, which keeps enlarged pixels square.
  public var size: VideoSize
  public var upscaling: Upscaling
  /// What stands around frames of other proportions, and behind transparent ones where these do not stay so.
  public var background: RGBColor
  /// Whether transparent frames stay so, in formats that keep it (``VideoFormat/keepsAlpha``). A WebM without is smaller.
  public var keepsAlpha: Bool
  /// Heard with the video, in formats that keep sound.
  public var soundtrack: Soundtrack?
  /// Kept in the file.
  public var title: String?
  /// Kept in the file; the place for a recipe.
  public var comment: String?

  public init(
    frameRate: FrameRate = .standard, quality: Int = 80, bitsPerSecond: Int? = nil, effort: Effort = .medium,
    size: VideoSize = .original, upscaling: Upscaling = .nearest, background: RGBColor = .white,
    keepsAlpha: Bool = true, soundtrack: Soundtrack? = nil, title: String? = nil, comment: String? = nil
  ) {
    self.frameRate = frameRate
    self.quality = quality
    self.bitsPerSecond = bitsPerSecond
    self.effort = effort
    self.size = size
    self.upscaling = upscaling
    self.background = background
    self.keepsAlpha = keepsAlpha
    self.soundtrack = soundtrack
    self.title = title
    self.comment = comment
  }
}
