import ArtTensor
import ArtGAN
import ArtMedia

/// Sheets of pictures of the same latent points through a training, to see it go on. A model of classes shows the same
/// points in a row for each class, as many as `samples` allows.
struct ProgressSheets {
  private let context: StageContext
  private let files: TrainingFiles
  private let points: [[Float]]
  private let sampler: Sampler
  private let sheet: Sheet

  init(_ stage: TrainStage, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer) throws {
    self.context = context
    self.files = files
    let model = trainer.definition
    let rows = min(model.classes.count, stage.samples)
    let columns = rows > 0 ? stage.samples / rows : stage.samples
    points =
      rows > 0
      ? (0..<rows).flatMap { row in model.points(seed: context.seed, count: columns, labels: [row]) }
      : Array(model.points(seed: context.seed, count: columns))
    sampler = try Sampler(
      model, variables: trainer.variables, pool: context.execution.pool, precision: context.execution.precision,
      scratch: trainer.scratch)
    if stage.samples > 0 { context.execution.programs.add("sampling", sampler.plan) }
    sheet = Sheet(
      columns: rows > 0 ? columns : nil,
      scale: TileSettings.scale(forTilesOf: min(model.pictureShape[0], model.pictureShape[1])))
    if stage.samples > 0 { try context.folder.create("\(files.name)/samples") }
  }

  func write(step: Int) throws {
    let picture = try sheet.render(sampler.pictures(points))
    try PNGEncoder().write(
      picture, to: context.folder.path(of: files.sheet(ofStep: step)), metadata: context.recipe)
  }
}
