import ArtFiles
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import Synchronization

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
    let opened = try openVideo(file.path)
    let (info, sound) = (opened.reader.info, opened.sound)
    for words in info.notes.map(\.words) + [sound.words].compactMap(\.self) {
      context.observer(.note("\(file.path): \(words)"))
    }
    let size = stage.sizing.size(of: Size2D(info.height, info.width))
    let name = format.fileName(id: context.id)
    let encoder = try VideoEncoder(
      file: context.folder.file(name), format: format.format, frameWidth: size.width, frameHeight: size.height,
      settings: VideoSettings(
        frameRate: info.frameRate, quality: format.quality, background: stage.background, keepsAlpha: info.hasAlpha,
        soundtrack: sound.track, title: opened.recipe[Recipe.softwareKey], comment: opened.recipe[Recipe.key])
    )
    let translation = try ImageTranslation(stage, models, context.execution, context.observer)
    var progress = TranslationProgress(context, total: info.frames, unit: "frame")
    let sizing = stage.sizing
    try prefetching(limit: 4) { (put: (PixelImage) throws -> Void) in
      while let frame = try opened.reader.next() { try put(sizing.applied(to: frame)) }
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

/// A video that is read by one thread at a time.
///
/// `@unchecked Sendable`: one thread opens it, and has ended when another has it; that hands it to the one that reads frames, and
/// leaves it alone until that has ended.
private struct OpenedVideo: @unchecked Sendable {
  let reader: VideoReader
  let sound: KeptSound
  /// What the new file tells of itself, the hash of the old one among it.
  let recipe: [String: String]
}

extension VideoTranslation {
  /// Opens a video. Its whole file is read through for that, and again for its hash: both end where the user wants to stop.
  private func openVideo(_ file: String) throws -> OpenedVideo {
    let (context, format, share) = (context, format.format, ReadShare())
    let stop = context.stop
    do {
      return try stop.waiting(looking: { tell(share, of: file) }) {
        let reader = try VideoReader(file) {
          share.value.store($0.bitPattern, ordering: .relaxed)
          return !stop.isMade
        }
        return OpenedVideo(reader: reader, sound: reader.sound(in: format), recipe: try context.recipe)
      }
    } catch {
      // Where it was not read on, that is no fault of the file.
      try stop.check()
      throw error
    }
  }

  private func tell(_ share: ReadShare, of file: String) {
    let bytes = FileInfo(file)?.size ?? 0
    let read = Double(bytes) * Double(bitPattern: share.value.load(ordering: .relaxed))
    context.observer(
      .progress(
        StageProgress(
          stage: context.id, done: Int(read), total: bytes, unit: "byte", doing: "looking through the video")))
  }

  /// How much of a file was read.
  private final class ReadShare: Sendable {
    let value = Atomic<UInt64>(0)
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
