import ArtFiles
import ArtGAN
import ArtMedia
import ArtTensor

/// Sheets of images of the same latent points through a training, to see it go on. A model of classes shows the same
/// points in a row for each class, as many as `samples` allows.
final class ProgressSheets: TrainingPolicy {
  private let context: StageContext
  private let files: TrainingFiles
  private let every: Int
  private let points: [[Float]]
  private let sampler: Sampler
  private let sheet: Sheet
  private let look: ([PixelImage], _ step: Int) throws -> Void
  private var lastStep = -1
  /// Gets each sheet that was written, and the bytes of its file.
  var onSheet: ((_ sheet: PixelImage, _ png: [UInt8], _ step: Int) -> Void)?

  /// - Parameters:
  ///   - every: steps from sheet to sheet; the start and the last step have one in any case.
  ///   - look: gets the images of each sheet but the first.
  init(
    _ stage: TrainStage, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer, every: Int,
    look: @escaping ([PixelImage], _ step: Int) throws -> Void
  ) throws {
    self.context = context
    self.files = files
    self.every = every
    self.look = look
    let model = trainer.definition
    let rows = min(model.classes.count, stage.samples)
    let columns = rows > 0 ? stage.samples / rows : stage.samples
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
    try context.folder.create("\(files.name)/samples")
  }

  /// The first sheet shows what the training starts from. It tells nothing of how varied samples become.
  func begin(_ training: TrainingLoop) throws {
    if training.trainer.state.step == 0 { try write(training.trainer) }
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    if metrics.step % every == 0 || training.trainer.isFinished { try write(training.trainer) }
  }

  func rewind(_ training: TrainingLoop) { lastStep = -1 }

  func finish(_ training: TrainingLoop) throws {
    if lastStep != training.trainer.state.step { try write(training.trainer) }
  }

  private func write(_ trainer: Trainer) throws {
    lastStep = trainer.state.step
    let images = try sampler.images(points)
    let file = files.sheet(ofStep: lastStep)
    let sheet = try sheet.render(images)
    let recipe = Recipe.naming(
      Paths.split(file).name, ofTraining: context.id,
      TrainingLength(until: trainer.state, trainer.definition.recipe.schedule), in: context.recipe)
    let png = try PNGFormat().encode(sheet, ImageOptions(metadata: recipe))
    try context.folder.file(file).write(png)
    onSheet?(sheet, png, lastStep)
    context.observer(
      .samples(stage: context.id, step: lastStep, images: images, file: context.folder.path(of: file)))
    if lastStep > 0 { try look(images, lastStep) }
  }
}
