import ArtTensor
import ArtGAN
import ArtMedia

/// Sheets of pictures of the same latent points through a training, to see it go on.
struct ProgressSheets {
  private let context: StageContext
  private let files: TrainingFiles
  private let points: LatentPoints
  private let sampler: Sampler
  private let sheet: Sheet

  init(_ stage: TrainStage, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer) throws {
    self.context = context
    self.files = files
    let model = trainer.definition
    points = model.latent.points(seed: context.seed, count: stage.samples)
    sampler = try Sampler(
      model, variables: trainer.variables, pool: context.execution.pool, precision: context.execution.precision,
      scratch: trainer.scratch)
    if stage.samples > 0 { context.execution.programs.add("sampling", sampler.plan) }
    sheet = Sheet(scale: TileSettings.scale(forTilesOf: min(model.pictureShape[0], model.pictureShape[1])))
    if stage.samples > 0 { try context.folder.create("\(files.name)/samples") }
  }

  func write(step: Int) throws {
    let picture = try sheet.render(sampler.pictures(points))
    try PNGEncoder().write(
      picture, to: context.folder.path(of: files.sheet(ofStep: step)), metadata: context.recipe)
  }
}
