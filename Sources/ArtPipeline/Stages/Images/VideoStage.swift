import ArtFiles
import ArtGAN
import ArtMedia
public import ArtSettings
import ArtTensor

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
  let palette: PaletteSettings
  /// The most bytes of the file; nil for no limit.
  let mostBytes: Int?
  /// nil for a video of an even quality.
  let bitsPerSecond: Int?

  public init(_ settings: SettingsReader) {
    format = OutputFormat(video: settings)
    framesPerSecond = settings.optionalNumber(
      "fps", in: 1...240, "Frames per second; those of the walk where not given.")
    size = settings.optionalInteger(
      "size", in: 16...8192,
      "The shorter side in pixels; of several walks side by side, about: their images grow by whole numbers. Where not "
        + "given \(Self.usualSize), and for images made with 'render' as they are.")
    let upscaling = settings.choice(
      "upscaling", default: Upscaling.smooth, "Whether enlarged images show their pixels as squares, or smoothly.")
    columns = settings.optionalInteger("columns", in: 1...256, "Walks in a row; nearly a square where not given.")
    padding = settings.optionalInteger("padding", in: 0...1000, "Pixels around and between several walks.")
    background = settings.opaqueColor("background", default: .black, "The colour between several walks.")
    repeats = settings.integer("repeats", default: 1, in: 1...1000, "How many times the walk is shown.")
    palette = PaletteSettings(settings)
    self.upscaling = palette.checked(upscaling, settings)
    mostBytes = settings.bytes(
      "maxSize",
      "The most that a GIF may take, such as \"8 MB\": it gets fewer colours, then fewer frames, then smaller ones, until "
        + "it fits.")
    bitsPerSecond = settings.bitsPerSecond(
      "bitrate", "The bits of each second of an MP4, such as \"4M\", in the place of 'quality'.")
    let suffix = format.suffix
    if mostBytes != nil, !(format.format is GIFFormat) {
      settings.problem(
        at: "maxSize", .conflict,
        "only a GIF is made smaller; of a \(suffix) video 'quality' or 'size' says how large it is")
    }
    if bitsPerSecond != nil, !format.format.hasBitrate {
      settings.problem(at: "bitrate", .conflict, "a \(suffix) video has no bit rate to choose; leave it out")
    }
    if bitsPerSecond != nil, settings.has("quality") {
      settings.problem(at: "bitrate", .conflict, "give either 'quality' or 'bitrate'")
    }
  }

  static let usualSize = 512

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public var usesImages: Bool { palette.isFromData }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { try palette.dependencies(inputs) }

  public func outputNames(id: String) -> [String] { [format.fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputs.imageStream()
    let name = format.fileName(id: context.id)
    try context.folder.create()
    let palette = try palette.resolved(context)
    let soundtrack = try soundtrack(of: stream, context)
    let attempts = mostBytes == nil ? [GIFAttempt.whole] : GIFAttempt.all
    for attempt in attempts {
      do {
        let summary = try write(stream, attempt, palette, soundtrack, to: context.folder.file(name), context)
        let given =
          attempt == .whole
          ? soundtrack.map { ", with the sound of \($0.file)" } ?? "" : ", with \(attempt.words) so that it fits"
        context.observer(
          .note(
            "\(Counted.text(summary.frames, "frame")) of \(summary.width)×\(summary.height), encoded with "
              + "\(summary.codec)\(given)"))
        return StageResult(.files([name]), files: [name])
      } catch is TooLarge {
        context.observer(
          .note("with \(attempt.words) the GIF is larger than \(ByteCount.text(Double(mostBytes ?? 0)))"))
      }
    }
    throw PipelineError(
      .data,
      "the GIF is larger than \(ByteCount.text(Double(mostBytes ?? 0))) even with \(attempts.last?.words ?? ""); make the "
        + "walk shorter, or allow a greater 'maxSize'")
  }

  /// Frames a second. Samples have no speed of their own: two a second can be looked at.
  private func rate(of stream: ImageStream) -> Double { framesPerSecond ?? stream.framesPerSecond ?? 2 }

  /// A video that has more bytes than it may.
  private struct TooLarge: Error {}

  private func write(
    _ stream: ImageStream, _ attempt: GIFAttempt, _ palette: ColorPalette?, _ soundtrack: Soundtrack?,
    to place: FilePlace, _ context: StageContext
  ) throws -> VideoSummary {
    let shape = try stream.imageShape()
    var size = size ?? (stream.size == nil ? Self.usualSize : nil)
    if attempt.eighths < 8 { size = max(1, (size ?? min(shape[0], shape[1])) * attempt.eighths / 8) }
    let layout = VideoLayout(self, size: size, walks: stream.trackCount, height: shape[0], width: shape[1])
    let rate = rate(of: stream) / Double(attempt.step)
    let frames = stride(from: 0, to: stream.count * repeats, by: attempt.step).map { $0 % stream.count }
    var calming = stream.sound?.allowsFlashes == false ? FlashLimiter(frameRate: rate) : nil
    var encoder: VideoEncoder?
    var progress = ImageProgress(context, stream, total: frames.count)
    func begin() throws {
      encoder = try VideoEncoder(
        file: place, format: attempt.format(format.format), frameWidth: layout.frameWidth,
        frameHeight: layout.frameHeight,
        settings: VideoSettings(
          frameRate: FrameRate(rate), quality: format.quality, bitsPerSecond: bitsPerSecond, size: layout.size,
          upscaling: upscaling, background: background, soundtrack: soundtrack, title: context.recipe["Software"],
          comment: context.recipe["artpipe"]))
    }
    // Loading FFmpeg takes a moment, so it is done while the first images are made.
    try stream.forEachFrame(frames, by: context.execution, preparing: begin) { _, images in
      try context.stop.check()
      let frame = try layout.render(images.map { try palette?.applied(to: $0) ?? $0 })
      try encoder?.write(calming?.limited(frame) ?? frame)
      if let mostBytes, let encoder, encoder.bytes > mostBytes { throw TooLarge() }
      progress.advance()
    }
    progress.tell("completing the video")
    guard let encoder else { throw PipelineError(.fault, "no video was begun") }
    let summary = try encoder.finish(mostBytes: mostBytes)
    guard let summary else { throw TooLarge() }
    if let count = calming?.changedFrames, count > 0 {
      context.observer(
        .note(
          "\(Counted.text(count, "frame")) would have flashed three times a second or more and were calmed; "
            + "\"flashes\": true leaves them as they are"))
    }
    return summary
  }

  /// The sound of the video; nil where there is none, or the format has none, which is told.
  private func soundtrack(of stream: ImageStream, _ context: StageContext) throws -> Soundtrack? {
    guard let sound = stream.sound else { return nil }
    guard format.format.keepsSound else {
      context.observer(.note("a \(format.format.title) has no sound: the track is left out"))
      return nil
    }
    if let own = stream.framesPerSecond, own != rate(of: stream) {
      throw PipelineError(.data, Self.otherRate(than: own))
    }
    var track = sound.track
    if repeats > 1 { track.period = stream.count }
    return track
  }

  /// Why a video of a walk with sound cannot have another rate.
  static func otherRate(than rate: Double) -> String {
    "the walk is cut to its sound at \(Counted.text(rate, "frame")) a second; leave 'fps' out"
  }
}

extension SettingsReader {
  /// A colour for files that cannot be transparent.
  func opaqueColor(_ key: String, default: RGBColor, _ help: String) -> RGBColor {
    let usual = SettingColor(red: `default`.red, green: `default`.green, blue: `default`.blue)
    let color = color(key, default: usual, help)
    if color.alpha != 255 { problem(at: key, .outOfRange, "expected a colour that is not transparent") }
    return RGBColor(red: color.red, green: color.green, blue: color.blue)
  }
}
