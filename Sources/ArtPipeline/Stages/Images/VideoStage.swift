import ArtFiles
import ArtTensor
import ArtGAN
import ArtMedia
public import ArtSettings

/// Shows images one after the other.
public struct VideoStage: PipelineStage {
  public static let kind = "video"
  public static let summary = "Shows images one after the other, as a video file"
  public static let output = ArtifactKind.files

  let format: OutputFormat<any VideoFormat>
  let framesPerSecond: Double?
  /// nil for that of images that were rendered in a size, and the usual one for others.
  let size: Int?
  let upscaling: Upscaling
  let columns: Int?
  let padding: Int?
  let background: RGBColor
  let repeats: Int

  public init(_ settings: SettingsReader) {
    format = OutputFormat(video: settings)
    framesPerSecond = settings.optionalNumber(
      "fps", in: 1...240, "Frames per second; those of the walk where not given.")
    size = settings.optionalInteger(
      "size", in: 16...8192,
      "The shorter side in pixels; of several walks side by side, about: their images grow by whole numbers. Where not "
        + "given \(Self.usualSize), and for images made with 'render' as they are.")
    upscaling = settings.choice(
      "upscaling", default: Upscaling.smooth, "Whether enlarged images show their pixels as squares, or smoothly.")
    columns = settings.optionalInteger("columns", in: 1...256, "Walks in a row; nearly a square where not given.")
    padding = settings.optionalInteger("padding", in: 0...1000, "Pixels around and between several walks.")
    background = settings.opaqueColor("background", default: .black, "The colour between several walks.")
    repeats = settings.integer("repeats", default: 1, in: 1...1000, "How many times the walk is shown.")
  }

  static let usualSize = 512

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public func outputNames(id: String) -> [String] { [format.fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputs.imageStream()
    let shape = try stream.imageShape()
    let size = size ?? (stream.size == nil ? Self.usualSize : nil)
    let layout = VideoLayout(self, size: size, walks: stream.tracks.count, height: shape[0], width: shape[1])
    let name = format.fileName(id: context.id)
    try context.folder.create()
    // Samples have no speed of their own: two a second can be looked at.
    let rate = framesPerSecond ?? stream.framesPerSecond ?? 2
    let frames = (0..<(stream.count * repeats)).map { $0 % stream.count }
    var encoder: VideoEncoder?
    var progress = ImageProgress(context, stream, total: frames.count)
    func begin() throws {
      encoder = try VideoEncoder(
        file: context.folder.file(name), format: format.format, frameWidth: layout.frameWidth,
        frameHeight: layout.frameHeight,
        settings: VideoSettings(
          frameRate: FrameRate(rate), quality: format.quality, size: layout.size, upscaling: upscaling,
          background: background, title: context.recipe["Software"],
          comment: context.recipe["artpipe"]))
    }
    // Loading FFmpeg takes a moment, so it is done while the first images are made.
    try stream.forEachFrame(frames, by: context.execution, preparing: begin) { _, images in
      try context.stop.check()
      try encoder?.write(layout.render(images))
      progress.advance()
    }
    progress.tell("completing the video")
    guard let summary = try encoder?.finish() else { throw PipelineError(.fault, "no video was begun") }
    context.observer(
      .note(
        "\(Counted.text(summary.frames, "frame")) of \(summary.width)×\(summary.height), encoded with \(summary.codec)")
    )
    return StageResult(.files([name]), files: [name])
  }
}
