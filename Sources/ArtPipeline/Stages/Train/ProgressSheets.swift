import ArtFiles
import ArtGAN
import ArtMedia

/// Sheets of the same images through a training, to see it go on.
final class ProgressSheets: TrainingPolicy {
  private let context: StageContext
  private let files: TrainingFiles
  private let every: Int
  private let images: any ProgressImages
  private let look: ([PixelImage], _ step: Int) throws -> Void
  private var lastStep = -1
  /// Gets each sheet that was written, and the bytes of its file.
  var onSheet: ((_ sheet: PixelImage, _ png: [UInt8], _ step: Int) -> Void)?

  /// - Parameters:
  ///   - images: what the sheets show.
  ///   - every: steps from sheet to sheet; the start and the last step have one in any case.
  ///   - look: gets the images of each sheet but the first.
  init(
    _ images: any ProgressImages, _ context: StageContext, _ files: TrainingFiles, every: Int,
    look: @escaping ([PixelImage], _ step: Int) throws -> Void = { _, _ in }
  ) throws {
    self.context = context
    self.files = files
    self.every = every
    self.images = images
    self.look = look
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
    let (images, sheet) = try images.make()
    let file = files.sheet(ofStep: lastStep)
    let recipe = try Recipe.naming(
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
