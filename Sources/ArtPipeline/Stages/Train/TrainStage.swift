import ArtData
public import ArtGAN
public import ArtSettings

/// Trains the document's model on its images: checkpoints, measurements and sheets of samples on the way.
public struct TrainStage: PipelineStage {
  public static let kind = "train"
  public static let summary = "Trains the model on the images"
  public static let output = ArtifactKind.model
  public static let modelKinds = Set(ModelKind.allCases)
  public static let usesModelAndDataset = true
  public static let isCostly = true
  public static let makesRoom = true
  /// What the favoured points and the initial weights are is a dependency, wherever they lie.
  public static let settingsWithoutEffect: Set = ["tensorboard", "favour", "initialWeights"]

  /// How long to train; nil as the model's recipe says.
  let budget: TrainingBudget?
  /// What was planned before, in a training that this one repeats; empty where nothing changed.
  let planned: [PlannedLength]
  /// Steps between sheets of samples; nil for the usual interval.
  let sheetEvery: Int?
  let checkpoint: CheckpointSettings
  /// Images on a sheet of samples.
  let samples: Int
  /// How the training evaluates its own images; nil for not at all.
  let evaluation: TrainingEvaluationSettings?
  /// Whether the model that later stages take is the best rather than the last.
  let keepsBest: Bool
  /// Whether events for TensorBoard are written.
  let tensorBoard: Bool
  /// Images of a person's choice that are learnt among the real ones; nil for none.
  let favoured: FavouredImages?
  /// How often a training that diverges may go back; nil for ending with an error.
  let rollBack: RollBackLimits?
  /// Another model whose weights it begins with, as far as they fit; nil for none.
  let initialWeights: InitialWeights?

  public init(_ settings: SettingsReader) {
    budget = Self.readBudget(settings)
    planned = Self.readPlanned(settings)
    samples = settings.integer("samples", default: 64, in: 0...4096, "Images on a progress sheet; 0 for no sheets.")
    sheetEvery = settings.optionalInteger(
      "sheetEvery", in: 1...,
      "Steps between progress sheets, the first of the start; where not given one an epoch, or one in as many epochs as "
        + "have 50 steps.")
    checkpoint = CheckpointSettings(settings)
    favoured = FavouredImages(settings)
    initialWeights = InitialWeights(settings)
    if initialWeights != nil, favoured != nil {
      settings.problem(
        at: "favour", .conflict,
        "images of favoured points are made by the model that training goes on with; give it with 'load' in the place of "
          + "'initialWeights'")
    }
    rollBack = settings.switchable(
      "rollBack", default: nil,
      "Where training diverges (NaN or infinity): goes back to the last checkpoint and on with lower learning "
        + "rates. Without it the training ends with an error. true is enough. Room for three more checkpoints is needed."
    ) { RollBackLimits($0) }
    if rollBack != nil, case .minutes = checkpoint.every {
      settings.problem(
        at: "checkpoint", .conflict,
        "a training that goes back to checkpoints has them at certain steps, so that it can be repeated; give "
          + "'every' in steps")
    }
    let evaluation = settings.switchable(
      "evaluate", default: nil,
      "Evaluates the model in the course of training, by comparing its images with real ones; true is enough."
    ) { TrainingEvaluationSettings($0) }
    self.evaluation = evaluation
    let keep = settings.optionalChoice(
      "keep", of: Keep.self,
      "Which model later stages take: the 'best' by the metric of 'evaluate', or the 'last'. 'best' where there is "
        + "'evaluate'.")
    keepsBest = evaluation != nil && keep != .last
    tensorBoard = settings.bool(
      "tensorboard", default: false,
      "Writes losses, metrics, sheets and histograms of weights as events for TensorBoard, into the folder "
        + "'tensorboard' of the training. Nothing else follows from it.")
    settings.misplacedLength("budget", belongs: "on the stage itself")
    if keep == .best, evaluation == nil, !settings.isDescribing {
      settings.problem(at: "keep", .conflict, "only 'evaluate' tells which model is best; add \"evaluate\": true")
    }
  }

  private enum Keep: String, CaseIterable {
    case best, last
  }

  private static func readBudget(_ settings: SettingsReader) -> TrainingBudget? {
    let steps = settings.optionalInteger(
      "steps", in: 1..., "How long to train, in updates of the generator. The model's recipe says where not given.")
    let epochs = settings.optionalNumber(
      "epochs", in: .above(0, to: TrainingBudget.most), "How long to train, in passes over the images.")
    let images = settings.optionalInteger("images", in: 1..., "How long to train, in images seen.")
    let minutes = settings.optionalNumber(
      "minutes", in: .above(0, to: TrainingBudget.most),
      "How long to train, in minutes: steps are timed on the way; the manifest tells how many there were.")
    let written = ["steps", "epochs", "images", "minutes"].filter(settings.has)
    if written.count > 1 {
      settings.problem(at: written[1], .conflict, "give one of 'steps', 'epochs', 'images' and 'minutes'")
    }
    return steps.map { .steps($0) } ?? epochs.map { .epochs($0) } ?? images.map { .images($0) }
      ?? minutes.map { .minutes($0) }
  }

  private static func readPlanned(_ settings: SettingsReader) -> [PlannedLength] {
    let planned = settings.objects(
      "planned",
      "To repeat a training whose length was changed on the way, as its manifest names it: learning rates that depend on "
        + "the length first followed from these."
    ) {
      let planned = PlannedLength(
        steps: $0.integer("steps", default: 1, in: 1..., "The steps that were planned."),
        until: $0.integer("until", default: 0, in: 0..., "The steps that were done until that changed."),
        rollBacks: $0.integer("rollBacks", default: 0, in: 0..., "How often the training had gone back by then."))
      if planned.until > planned.steps {
        $0.problem(
          at: "until", .conflict, "no more than the \(Counted.text(planned.steps)) steps that were planned can be done")
      }
      return planned
    }
    if planned != nil, !settings.isDescribing, !settings.has("steps") {
      settings.problem(at: "planned", .conflict, "it goes with 'steps'; a training of minutes plans by itself")
    }
    return planned ?? []
  }

  /// With weights of its own it looks at no model before it.
  public var accepts: Set<ArtifactKind> { initialWeights == nil ? [.model] : [] }
  /// Favoured images are made by the model that training starts from.
  public var inputIsOptional: Bool { favoured == nil }

  public func outputNames(id: String) -> [String] { [id] }
  public func isOwnFile(_ file: String, id: String) -> Bool { TrainingFiles.isOwn(file, of: id) }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    let (model, images) = try parts(inputs)
    let evaluation = try evaluation.map { try $0.fingerprint(inputs, model) }
    return try TrainingInputs(
      model: model, images: images, evaluation: evaluation, favoured: favoured?.fingerprint,
      initialWeights: try initialWeights?.fingerprint()
    ).values
  }

  public func prospect(_ context: StageContext) throws -> StageProspect {
    let (model, _) = try parts(context.inputs)
    let files = TrainingFiles(context.services)
    try files.checkFolders()
    switch try EarlierTraining(stage: self, context: context, files: files, model: model).standing() {
    case .none: return .runs
    case .beginsAnew(let reason): return .beginsAnew(because: reason)
    case .goesOn(_, let training):
      files.tellLost(context, upTo: training.state.step)
      let total = model.recipe.totalSteps(datasetCount: training.state.dataCount)
      return .goesOn(step: training.state.step, total: model.recipe.budget.minutes == nil ? total : nil)
    }
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if let problem = initialWeights?.problem(with: model) { return ("initialWeights", problem) }
    guard favoured != nil, model.translation != nil else { return nil }
    return (
      "favour", "images of favoured points are made by a model from noise, and this one translates images; take it out"
    )
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let (model, images) = try parts(context.inputs)
    try TrainingFiles(context.services).makeRoom(context)
    return try TrainingRun(self, context, model: model, images: images).run()
  }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    let known = TrainingFiles(context.services)
    return .model(try known.artifact(files.first ?? known.checkpoint))
  }

  public func results(among files: [String]) -> [String] { Array(files.prefix(1)) }

  /// How many checkpoints there are at the training's end, where all are kept; nil where that is not known before.
  var mostCheckpoints: Int? {
    guard case .steps(let steps) = budget, case .steps(let every) = checkpoint.every else { return nil }
    return (steps - 1) / max(every, 1) + 1
  }

  /// The model with the stage's budget, and the images that it learns.
  private func parts(_ inputs: StageInputs) throws -> (ModelDefinition, DatasetLoader) {
    var (model, images) = try inputs.modelAndDataset()
    if let budget { model.recipe.budget = budget }
    return (model, images)
  }
}
