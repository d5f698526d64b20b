import ArtFiles
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor

/// A video that is translated frame by frame, in constant memory. Its rate and its sound are kept.
struct VideoTranslation {
  private let stage: TranslateStage
  private let format: OutputFormat<any VideoFormat>
  private let models: TranslatingModels
  private let context: StageContext

  init(
    _ stage: TranslateStage, _ format: OutputFormat<any VideoFormat>, _ models: TranslatingModels,
    _ context: StageContext
  ) {
    (self.stage, self.format, self.models, self.context) = (stage, format, models, context)
  }

  func run() throws -> StageResult {
    try context.folder.create()
    let file = stage.images.files[0]
    // Used by the thread that reads frames alone, once it has begun, until that has ended.
    nonisolated(unsafe) let reader = try VideoReader(file.path)
    let (info, sound) = (reader.info, reader.sound(in: format.format))
    for words in info.notes.map(\.words) + [sound.words].compactMap(\.self) {
      context.observer(.note("\(file.path): \(words)"))
    }
    let size = stage.sizing.size(of: Size2D(info.height, info.width))
    let name = format.fileName(id: context.id)
    let encoder = try VideoEncoder(
      file: context.folder.file(name), format: format.format, frameWidth: size.width, frameHeight: size.height,
      settings: VideoSettings(
        frameRate: info.frameRate, quality: format.quality, background: stage.background, keepsAlpha: info.hasAlpha,
        soundtrack: sound.track, title: try context.recipe[Recipe.softwareKey], comment: try context.recipe[Recipe.key])
    )
    let translation = try ImageTranslation(stage, models, context.execution, context.observer)
    var progress = TranslationProgress(context, total: info.frames, unit: "frame")
    let sizing = stage.sizing
    try prefetching(limit: 4) { (put: (PixelImage) throws -> Void) in
      while let frame = try reader.next() { try put(sizing.applied(to: frame)) }
    } preparing: {
    } using: { (frame: PixelImage) in
      try context.stop.check()
      let moment = Double(progress.done) / Double(max(info.frames - 1, 1))
      try encoder.write(translation.translated(frame, at: moment))
      progress.advance()
    }
    let summary = try encoder.finish()
    context.observer(
      .note(
        "\(Counted.text(summary.frames, "frame")) of \(summary.width)×\(summary.height), encoded with \(summary.codec)")
    )
    return StageResult(.images(TranslatedVideo.stream), files: [name])
  }
}

/// What a stage behind a translated video is told.
struct TranslatedVideo: ImageSource {
  static let stream = ImageStream(TranslatedVideo(), framesPerSecond: nil, fingerprint: "video")

  var count: Int { 0 }
  var trackCount: Int { 1 }

  func imageShape() throws -> Shape {
    throw PipelineError(.data, "'translate' has made a video, and what follows takes images")
  }

  func forEachImage(of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void) throws
  {
    _ = try imageShape()
  }
}
