import ArtFiles
import ArtMedia
import ArtSettings

/// Images that are translated one after the other. What an earlier run of the same document has written stays.
final class TranslationRun {
  private let stage: TranslateStage
  private let context: StageContext
  private let format: OutputFormat<any WritableImageFormat>
  private let translation: ImageTranslation
  private var written: [String] = []
  private var unusable: [RejectedImage] = []
  private var kept = 0

  private struct RejectedImage {
    let file: TranslatedFiles.File
    let reason: String
  }

  /// An image, or why there is none.
  private enum Work: Sendable {
    case image(PixelImage, ContentHash)
    /// Its result is there.
    case done
    case unusable(String)

    var isNew: Bool { if case .image = self { true } else { false } }
  }

  /// Files that cannot be used which are told one by one.
  private static let mostTold = 10

  init(
    _ stage: TranslateStage, _ format: OutputFormat<any WritableImageFormat>, _ models: TranslatingModels,
    _ context: StageContext
  ) throws {
    (self.stage, self.format, self.context) = (stage, format, context)
    translation = try ImageTranslation(stage, models, context.execution, context.observer)
  }

  func run() throws -> StageResult {
    try context.folder.create()
    stage.images.tellUnused(context.observer)
    let files = stage.images.files
    var progress = TranslationProgress(context, total: files.count, unit: "image")
    let finished = FinishedTranslations(stage.images, format, context)
    let (decoder, sizing, stop) = (stage.images.decoder, stage.sizing, context.stop)
    try prefetching(limit: 2) { (put: (Work) throws -> Void) in
      for file in files where !stop.isMade { try put(Self.work(file, decoder, sizing, finished)) }
    } preparing: {
    } using: { (work: Work) in
      guard !stop.isMade else { throw stopped(progress.done) }
      try take(work, files[progress.done])
      progress.advance(isNew: work.isNew)
    }
    guard progress.done == files.count else { throw stopped(progress.done) }
    return try result()
  }

  private static func work(
    _ file: TranslatedFiles.File, _ decoder: ImageDecoder, _ sizing: TranslationSizing, _ finished: FinishedTranslations
  ) -> Work {
    do {
      let bytes = try FileReader.contents(of: file.path, limit: decoder.limits.fileBytes)
      let hash = SHA256.hash(bytes)
      if finished.contains(file, hash) { return .done }
      return .image(try sizing.applied(to: decoder.decode(bytes, name: file.path)), hash)
    } catch {
      return .unusable((error as? MediaError)?.words ?? (error as? FileError)?.message ?? "\(error)")
    }
  }

  private func take(_ work: Work, _ file: TranslatedFiles.File) throws {
    let name = stage.images.result(file, as: format, id: context.id)
    switch work {
    case .done:
      written.append(name)
      kept += 1
    case .unusable(let reason):
      guard stage.images.isFolder else { throw PipelineError(.data, "\(file.path): \(reason)") }
      if unusable.count < Self.mostTold { context.warn("not used: \(reason)", about: file.path) }
      unusable.append(RejectedImage(file: file, reason: reason))
    case .image(let image, let hash):
      let folder = Paths.split(name).folder
      if name.contains("/") { try context.folder.create(folder) }
      try format.write(
        translation.translated(image), to: context.folder.file(name),
        metadata: try context.recipe(of: file, hash, stage.images, format))
      written.append(name)
    }
  }

  private func result() throws -> StageResult {
    if unusable.count > Self.mostTold {
      context.warn("not used: \(Counted.text(unusable.count - Self.mostTold, "more file"))")
    }
    guard !written.isEmpty else {
      throw PipelineError(
        .data,
        "none of the \(Counted.text(stage.images.files.count, "image")) can be used"
          + (unusable.first.map { "; \($0.file.path): \($0.reason)" } ?? ""))
    }
    if kept > 0, written.count > 1 {
      context.observer(
        .note("\(Counted.text(kept)) of \(Counted.text(written.count, "image")) were translated already, and stay"))
    }
    return StageResult(.images(try TranslatedImages.stream(of: written, context.services)), files: written)
  }

  private func stopped(_ done: Int) -> PipelineError {
    guard stage.images.isFolder, done > 0 else {
      return PipelineError(.interrupted, "stopped; the same command starts this again")
    }
    return PipelineError(
      .interrupted,
      "stopped; \(Counted.text(done)) of \(Counted.text(stage.images.files.count, "image")) are done: run the same command "
        + "again to go on")
  }
}

/// Which images' results are there already: those whose recipe is the one that they would get.
private struct FinishedTranslations: Sendable {
  private let images: TranslatedFiles
  private let format: OutputFormat<any WritableImageFormat>
  private let context: StageContext
  private let reader = RecipeReader.standard

  init(_ images: TranslatedFiles, _ format: OutputFormat<any WritableImageFormat>, _ context: StageContext) {
    (self.images, self.format, self.context) = (images, format, context)
  }

  /// Where the recipe cannot be told the image is translated, and writing it says why.
  func contains(_ file: TranslatedFiles.File, _ hash: ContentHash) -> Bool {
    guard images.isFolder, context.cache?.isForced != true else { return false }
    let name = images.result(file, as: format, id: context.id)
    guard let recipe = try? context.recipe(of: file, hash, images, format), let expected = Recipe.made(recipe),
      (try? context.folder.kind(of: name)) == .file, let texts = try? reader.texts(of: context.folder.path(of: name))
    else { return false }
    return Recipe.made(texts) == expected
  }
}

extension StageContext {
  /// The recipe of one of several results.
  fileprivate func recipe(
    of file: TranslatedFiles.File, _ hash: ContentHash, _ images: TranslatedFiles,
    _ format: OutputFormat<any WritableImageFormat>
  ) throws -> [String: String] {
    let recipe = try recipe
    return images.isFolder ? Recipe.naming(file.name + format.suffix, madeFrom: hash, in: recipe) : recipe
  }
}
