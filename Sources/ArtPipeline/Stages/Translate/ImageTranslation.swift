import ArtGAN
import ArtMedia
import ArtNN

/// What a stage makes of each image: it is translated, mixed with the original, and as transparent as that.
final class ImageTranslation {
  private let stage: TranslateStage
  private let (first, second): (Checkpoint, Checkpoint?)
  private let execution: Execution
  private let observer: PipelineObserver
  /// For images of the size that came last: most are of one.
  private var translator: Translator?
  /// The second model's share in the translator's weights.
  private var taken: Double?
  private var isTold = false

  init(
    _ stage: TranslateStage, _ models: TranslatingModels, _ execution: Execution, _ observer: @escaping PipelineObserver
  ) throws {
    (self.stage, self.execution, self.observer) = (stage, execution, observer)
    (first, second) = (try models.first.checkpoint(), try models.second?.checkpoint())
  }

  /// - Parameter moment: The image's place in time, from 0 to 1.
  func translated(_ image: PixelImage, at moment: Double = 0) throws -> PixelImage {
    let translator = try translator(for: Size2D(image.height, image.width))
    if let second, let share = stage.second?.mix.value(at: moment), share != taken {
      try translator.take(first, second, share: share)
      taken = share
    }
    tell(translator, image)
    let translation = try translator.translate(shown: image, on: stage.background)
    return try image.translated(
      to: translation, strength: stage.strength.value(at: moment), background: stage.background)
  }

  private func translator(for size: Size2D) throws -> Translator {
    if let translator, translator.size == size { return translator }
    (translator, taken) = (nil, nil)
    let made = try Translator(first, size: size, direction: stage.direction, device: execution.device)
    translator = made
    return made
  }

  /// Notes the programs, and what is worth telling of the first image.
  private func tell(_ translator: Translator, _ image: PixelImage) {
    guard !isTold else { return }
    isTold = true
    for plan in translator.plans { execution.programs.add("translate", plan) }
    if translator.channels == 1, image.channels > 1, stage.strength.values != [1] {
      observer(
        .note("the model makes grey images: with 'strength' below 1 they are mixed with the originals' brightness"))
    }
  }
}

extension Translator {
  /// Translates an image of ``size`` as files hold it. Models learn from colours that are weighed by the alpha.
  ///
  /// - Parameter background: What a model without alpha sees behind transparent places.
  func translate(shown image: PixelImage, on background: RGBColor) throws -> PixelImage {
    try translate(inputChannels == 4 ? image.premultiplied() : image.composited(on: background)).unpremultiplied()
  }
}

/// Tells how far a translation is.
struct TranslationProgress {
  private let context: StageContext
  private let total: Int
  private let unit: String
  private var skipped = 0
  private var meter = RateMeter()
  private(set) var done = 0

  init(_ context: StageContext, total: Int, unit: String) {
    (self.context, self.total, self.unit) = (context, total, unit)
    meter.mark(0)
  }

  /// - Parameter isNew: Whether work was done for it.
  mutating func advance(isNew: Bool = true) {
    done += 1
    skipped += isNew ? 0 : 1
    meter.mark(done - skipped)
    context.observer(
      .progress(
        StageProgress(
          stage: context.id, done: done, total: total, unit: unit, imagesPerSecond: meter.rate,
          secondsLeft: meter.rate.map { Double(total - done) / $0 })))
  }
}
