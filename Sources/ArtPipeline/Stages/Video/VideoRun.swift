import ArtFiles
import ArtMedia
import ArtSettings

/// The making of one video.
struct VideoRun {
  private let stage: VideoStage
  private let context: StageContext
  private let stream: ImageStream
  private let palette: ColorPalette?
  private let soundtrack: Soundtrack?

  init(_ stage: VideoStage, _ context: StageContext) throws {
    self.stage = stage
    self.context = context
    stream = try context.inputs.imageStream()
    try context.folder.create()
    palette = try stage.palette.resolved(context)
    soundtrack = try stage.soundtrack(of: stream, context)
  }

  /// Writes the video, again and again with less until it fits where it must.
  func run() throws -> StageResult {
    let (format, limit) = (stage.format.format, stage.amount.mostBytes)
    let whole = VideoReduction(format)
    let attempts = limit == nil ? [whole] : format.reductions
    let name = stage.format.fileName(id: context.id)
    for (number, attempt) in attempts.enumerated() {
      if let summary = try write(attempt, to: context.folder.file(name)) {
        let given =
          number == 0
          ? soundtrack.map { ", with the sound of \($0.file)" } ?? "" : ", with \(attempt.words) so that it fits"
        context.observer(
          .note(
            "\(Counted.text(summary.frames, "frame")) of \(summary.width)×\(summary.height), encoded with "
              + "\(summary.codec)\(given)"))
        return StageResult(.files([name]), files: [name])
      }
      context.observer(
        .note("with \(attempt.words) the \(format.title) is larger than \(ByteCount.text(Double(limit ?? 0)))"))
    }
    throw PipelineError(
      .data,
      "the \(format.title) is larger than \(ByteCount.text(Double(limit ?? 0))) even with \(attempts.last?.words ?? ""); "
        + "make the walk shorter, or allow a greater 'maxSize'")
  }

  /// - Returns: nil where the video has more bytes than it may: nothing is left of it.
  private func write(_ attempt: VideoReduction, to place: FilePlace) throws -> VideoSummary? {
    let plan = try VideoPlan(stage, stream, attempt)
    var calming = stream.sound?.allowsFlashes == false ? FlashLimiter(frameRate: plan.rate) : nil
    var encoder: VideoEncoder?
    var progress = ImageProgress(context, stream, total: plan.frames.count)
    do {
      // Starting an encoder takes a moment, so it is done while the first images are made.
      try stream.forEachFrame(
        plan.frames, by: context.execution,
        preparing: {
          encoder = try VideoEncoder(
            file: place, format: plan.format, frameWidth: plan.layout.frameWidth, frameHeight: plan.layout.frameHeight,
            settings: plan.settings(soundtrack, recipe: context.recipe))
        }
      ) { place, images in
        try context.stop.check()
        let frame = try plan.layout.render(images.map { try palette?.applied(to: $0) ?? $0 })
        try encoder?.write(calming?.limited(frame) ?? frame, label: stream.label?(plan.frames[place]))
        if let mostBytes = stage.amount.mostBytes, let encoder, encoder.bytes > mostBytes { throw TooLarge() }
        progress.advance()
      }
    } catch is TooLarge {
      return nil
    }
    progress.tell("completing the video")
    guard let encoder else { throw PipelineError(.fault, "no video was begun") }
    guard let summary = try encoder.finish(mostBytes: stage.amount.mostBytes) else { return nil }
    if let count = calming?.changedFrames, count > 0 {
      context.observer(
        .note(
          "\(Counted.text(count, "frame")) would have flashed three times a second or more and were calmed; "
            + "\"flashes\": true leaves them as they are"))
    }
    return summary
  }

  /// A video that has more bytes than it may.
  private struct TooLarge: Error {}
}
