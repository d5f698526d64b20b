import ArtMedia
import ArtTensor

/// What a video comes to: its frames, how large they are, and how long each is shown.
struct VideoPlan {
  let format: any VideoFormat
  let layout: VideoLayout
  /// The stream's frames in the order in which they are shown.
  let frames: [Int]
  /// Frames a second.
  let rate: Double
  private let stage: VideoStage
  /// Whether frames can be transparent.
  private let hasAlpha: Bool

  /// - Parameters:
  ///   - stage: What is asked for.
  ///   - stream: The images.
  ///   - attempt: What is given up of it.
  init(_ stage: VideoStage, _ stream: ImageStream, _ attempt: VideoReduction) throws {
    self.stage = stage
    format = attempt.format
    rate = stage.rate(of: stream) / Double(attempt.step)
    frames = stride(from: 0, to: stream.count * stage.repeats, by: attempt.step).map { $0 % stream.count }
    let shape = try stream.imageShape()
    var size = stage.frames.size(isRendered: stream.size != nil)
    if attempt.eighths < 8 { size = max(1, (size ?? min(shape[0], shape[1])) * attempt.eighths / 8) }
    layout = VideoLayout(stage.frames, size: size, walks: stream.trackCount, height: shape[0], width: shape[1])
    hasAlpha = layout.isOneImage && shape[2] == 4
  }

  /// How the video is encoded.
  ///
  /// - Parameters:
  ///   - soundtrack: What is heard.
  ///   - recipe: What the file carries.
  func settings(_ soundtrack: Soundtrack?, recipe: [String: String]) throws(MediaError) -> VideoSettings {
    VideoSettings(
      frameRate: try FrameRate(rate), quality: stage.format.quality, bitsPerSecond: stage.amount.bitsPerSecond,
      size: layout.size, upscaling: stage.frames.upscaling, background: stage.frames.background, keepsAlpha: hasAlpha,
      soundtrack: soundtrack, title: recipe["Software"], comment: recipe["artpipe"])
  }
}
