import ArtData
import ArtGAN
public import ArtSettings

/// Trains the document's model on its pictures: checkpoints, measurements and sheets of samples on the way.
public struct TrainStage: PipelineStage {
  public static let kind = "train"
  public static let summary = "Trains the model on the pictures"
  public static let output = ArtifactKind.model
  public static let usesModelAndDataset = true

  /// How long to train; nil as the model's recipe says.
  let budget: TrainingBudget?
  /// What was planned at first, in a training that this one repeats; nil where nothing changed.
  let planned: PlannedLength?
  /// Steps between sheets of samples; nil for one an epoch.
  let sheetEvery: Int?
  /// Steps between checkpoints; nil for one an epoch.
  let checkpointEvery: Int?
  /// Pictures on a sheet of samples.
  let samples: Int
  let keepsCheckpoints: Bool
  /// How the training looks at its own pictures; nil for not at all.
  let judging: JudgingSettings?
  /// Whether the model that later stages take is the best rather than the last.
  let keepsBest: Bool
  /// What to do where a number is no longer finite; nil for ending with an error.
  let rollBack: RollBackSettings?

  public init(_ settings: SettingsReader) {
    budget = Self.readBudget(settings)
    planned = Self.readPlanned(settings)
    samples = settings.integer("samples", default: 64, in: 0...4096, "Pictures on a progress sheet; 0 for no sheets.")
    sheetEvery = settings.optionalInteger(
      "sheetEvery", in: 1..., "Steps between progress sheets; one an epoch where not given.")
    checkpointEvery = settings.optionalInteger(
      "checkpointEvery", in: 1..., "Steps between checkpoints; one an epoch where not given.")
    keepsCheckpoints = settings.bool(
      "keepCheckpoints", default: false, "Keeps every checkpoint, not only the newest.")
    rollBack = settings.switchable(
      "rollBack", default: nil,
      "Where a number is no longer finite (NaN or infinity): goes back to the last checkpoint and on with lower learning "
        + "rates. Without it the training ends with an error. true is enough. Room for three more checkpoints is needed."
    ) { RollBackSettings($0) }
    let judging = settings.switchable(
      "evaluate", default: nil,
      "Looks at the model's pictures in the course of training, beside real ones; true is enough."
    ) { JudgingSettings($0) }
    self.judging = judging
    let keep = settings.optionalChoice(
      "keep", of: Keep.self,
      "Which model later stages take: 'best', by the looks of 'evaluate', or the 'last'. 'best' where there are looks.")
    keepsBest = judging != nil && keep != .last
    settings.misplacedLength("budget", belongs: "on the stage itself")
    if keep == .best, judging == nil, !settings.isDescribing {
      settings.problem(at: "keep", .conflict, "only 'evaluate' tells which model is best; add \"evaluate\": true")
    }
  }

  private enum Keep: String, CaseIterable {
    case best, last
  }

  private static func readBudget(_ settings: SettingsReader) -> TrainingBudget? {
    let steps = settings.optionalInteger(
      "steps", in: 1..., "How long to train, in updates of the generator. The model's recipe says where not given.")
    let epochs = settings.optionalNumber("epochs", in: .above(0), "How long to train, in passes over the pictures.")
    let pictures = settings.optionalInteger("pictures", in: 1..., "How long to train, in pictures looked at.")
    let minutes = settings.optionalNumber(
      "minutes", in: .above(0),
      "How long to train, in minutes: steps are timed on the way; the manifest tells how many there were.")
    let written = ["steps", "epochs", "pictures", "minutes"].filter(settings.has)
    if written.count > 1 {
      settings.problem(at: written[1], .conflict, "give one of 'steps', 'epochs', 'pictures' and 'minutes'")
    }
    return steps.map { .steps($0) } ?? epochs.map { .epochs($0) } ?? pictures.map { .pictures($0) }
      ?? minutes.map { .minutes($0) }
  }

  private static func readPlanned(_ settings: SettingsReader) -> PlannedLength? {
    let planned = settings.optionalNested(
      "planned",
      "To repeat a training of minutes, as its manifest names it: learning rates that depend on the length first followed "
        + "from another."
    ) {
      let planned = PlannedLength(
        steps: $0.integer("steps", default: 1, in: 1..., "The steps that were planned at first."),
        until: $0.integer("until", default: 0, in: 0..., "The steps that were done until that changed."),
        rollBacks: $0.integer("rollBacks", default: 0, in: 0..., "How often the training had gone back by then."))
      if planned.until > planned.steps {
        $0.problem(at: "until", .conflict, "no more than the \(planned.steps) steps that were planned can be done")
      }
      return planned
    }
    if planned != nil, !settings.isDescribing, !settings.has("steps") {
      settings.problem(at: "planned", .conflict, "it goes with 'steps'; a training of minutes plans by itself")
    }
    return planned
  }

  public var accepts: Set<ArtifactKind> { [.model] }
  public var inputIsOptional: Bool { true }

  public func outputNames(id: String) -> [String] { [id] }

  public func dependencies(_ context: StageContext) throws -> [String: SettingValue] {
    let (model, _, pictures) = try parts(context)
    let judging = try judging.map { try $0.fingerprint(context, shape: model.pictureShape) }
    return try TrainingInputs(model: model, pictures: pictures, judging: judging).values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let (model, dataset, pictures) = try parts(context)
    return try TrainingRun(self, context, model: model, dataset: dataset, use: pictures.specification).run()
  }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    let known = TrainingFiles(context)
    return .model(try known.artifact(files.first ?? known.checkpoint))
  }

  public func results(among files: [String]) -> [String] { Array(files.prefix(1)) }

  /// The model with the stage's budget, what it learns, and where that comes from.
  private func parts(_ context: StageContext) throws -> (ModelDefinition, Dataset, DatasetLoader) {
    guard var model = context.model, let pictures = context.pictures else {
      throw PipelineError(.fault, "the stage was given no model or no pictures", stage: context.id)
    }
    if let budget { model.recipe.budget = budget }
    let (conditioned, dataset) = try model.conditioned(onClassesOf: pictures, pool: context.execution.pool)
    return (conditioned, dataset, pictures)
  }
}
