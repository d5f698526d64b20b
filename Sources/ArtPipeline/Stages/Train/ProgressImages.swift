import ArtEvaluation
import ArtGAN
import ArtMedia
import ArtNN
import ArtTensor

/// What a training's progress sheets show: the same images again and again, as the model makes them at the time.
protocol ProgressImages {
  /// Makes the images, and the sheet of them.
  func make() throws -> (images: [PixelImage], sheet: PixelImage)
}

/// Images of the same latent points. A model of classes shows the same points in a row for each class, as many as fit.
struct SampledProgress: ProgressImages {
  private let points: [[Float]]
  private let sampler: Sampler
  private let sheet: Sheet

  /// - Parameter count: the images on a sheet.
  init(_ count: Int, _ context: StageContext, _ trainer: Trainer) throws {
    let model = trainer.definition
    let rows = min(model.classes.count, count)
    let columns = rows > 0 ? count / rows : count
    points =
      rows > 0
      ? (0..<rows).flatMap { row in model.points(seed: context.seed, count: columns, labels: [row]) }
      : Array(model.points(seed: context.seed, count: columns))
    sampler = try Sampler(
      model, variables: trainer.variables, device: context.execution.device,
      scratch: trainer.scratch)
    context.execution.programs.add("sampling", sampler.plan)
    sheet = Sheet(
      columns: rows > 0 ? columns : nil,
      scale: TileSettings.scale(forTilesOf: min(model.imageShape[0], model.imageShape[1])))
  }

  func make() throws -> (images: [PixelImage], sheet: PixelImage) {
    let images = try sampler.images(points)
    return (images, try sheet.render(images))
  }
}

/// Translations of the same inputs, each between its input and its target: held-out ones, where there are such.
struct TranslatedProgress: ProgressImages {
  private let translating: TranslatingModel
  private let sheet: TranslationSheet

  /// - Parameter count: the images on a sheet, inputs and targets counted.
  init(_ count: Int, _ context: StageContext, _ trainer: Trainer) throws {
    let model = trainer.definition
    let columns = TranslationSheet.columns(isPaired: model.translation?.isPaired ?? false)
    let images = try TranslationImages(context, model, most: max(count / columns, 1))
    let size = Size2D(images.inputs.height, images.inputs.width)
    let translator = try Translator(
      model, size: size, variables: trainer.variables, device: context.execution.device, scratch: trainer.scratch)
    translating = TranslatingModel(translator, images)
    for plan in translator.plans { context.execution.programs.add(translating.programs.name, plan) }
    sheet = TranslationSheet(images)
    if images.source == .training {
      context.observer(.note("progress sheets show images that the model trains on: no others are held out"))
    }
  }

  func make() throws -> (images: [PixelImage], sheet: PixelImage) {
    let made = try translating.images(check: {}) { _ in }
    return (try (0..<made.count).map(made.image), try sheet.render(made, count: made.count))
  }
}
