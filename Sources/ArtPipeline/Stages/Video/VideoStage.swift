import ArtMedia
public import ArtSettings

/// Shows images one after the other.
public struct VideoStage: PipelineStage {
  public static let kind = "video"
  public static let summary = "Shows images one after the other, as a video file"
  public static let output = ArtifactKind.files

  let format: OutputFormat<any VideoFormat>
  let framesPerSecond: Double?
  let frames: VideoFrameSettings
  let repeats: Int
  let palette: PaletteSettings
  let amount: VideoAmount

  public init(_ settings: SettingsReader) {
    format = OutputFormat(video: settings)
    framesPerSecond = settings.optionalNumber(
      "fps", in: 1...240, "Frames per second; those of the walk where not given.")
    var frames = VideoFrameSettings(settings)
    repeats = settings.integer("repeats", default: 1, in: 1...1000, "How many times the walk is shown.")
    palette = PaletteSettings(settings)
    frames.upscaling = palette.checked(frames.upscaling, settings)
    self.frames = frames
    amount = VideoAmount(settings, of: format)
  }

  /// The most frames of a video: 115 hours at 24 a second.
  public static let mostFrames = 10_000_000

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public var usesImages: Bool { palette.isFromData }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { try palette.dependencies(inputs) }

  public func outputNames(id: String) -> [String] { [format.fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult { try VideoRun(self, context).run() }
}
