import ArtData
import ArtFiles
import ArtGAN
import ArtGraph
import ArtSettings
import ArtTensor

/// One training, from the start or from a checkpoint of the same training: its files and messages beside the loop.
struct TrainingRun {
  private let stage: TrainStage
  private let context: StageContext
  private let files: TrainingFiles
  private let document: ModelDefinition
  private let model: ModelDefinition
  private let dataset: Dataset
  private let batches: DatasetBatches
  private let isAugmented: Bool

  init(
    _ stage: TrainStage, _ context: StageContext, model: ModelDefinition, images: DatasetLoader
  ) throws {
    self.stage = stage
    self.context = context
    document = model
    let (model, dataset) = try model.conditioned(onClassesOf: images, pool: context.execution.device.pool)
    self.model = model
    self.dataset = dataset
    files = TrainingFiles(context.services)
    let use = images.specification
    isAugmented = !use.augmentation.isEmpty
    let split = dataset.split(validation: use.validation, seed: context.seed)
    var (learnt, indices) = (dataset, use.validation > 0 ? split.training : nil)
    if let favoured = stage.favoured { (learnt, indices) = try favoured.added(to: dataset, indices: indices, context) }
    batches = try DatasetBatches(
      learnt, indices: indices, inputIndices: use.validation > 0 ? split.trainingInputs : nil,
      augmentation: use.augmentation, for: model, seed: context.seed)
  }

  func run() throws -> StageResult {
    let start = TrainingClock.seconds()
    let begun = try TrainingStart(
      stage: stage, context: context, files: files, document: document, model: model, batches: batches
    ).begin()
    let trainer = begun.trainer
    func spent() -> Double { begun.before + TrainingClock.seconds() - start }
    try files.restoreCopy(context, ofStep: trainer.state.step)
    files.tellLost(context, upTo: trainer.state.step)
    for warning in outlook(trainer).warnings { context.warn(warning.message) }
    for program in trainer.programs { context.execution.programs.add(program.name, program.plan) }
    let minutes = model.recipe.budget.minutes.map {
      MinutesBudget(
        minutes: $0, spentBefore: spent(), schedule: model.recipe.schedule, isDecided: begun.isDecided,
        onDecision: tell)
    }
    let training = try loop(trainer, minutes)
    let end = try training.run()
    let state = trainer.state
    guard end != .interrupted else {
      throw PipelineError(
        .interrupted,
        "stopped at step \(state.step) of \(state.totalSteps); "
          + "\(context.folder.path(of: files.checkpoint)) is saved; run the same command again to resume")
    }
    files.removeRollBackPoints()
    let byStep = try files.byStep(upTo: state.step)
    let isEvaluated = stage.evaluation != nil
    if minutes != nil {
      try files.settle(byStep.filter { $0.hasSuffix(".safetensors") } + (isEvaluated ? [files.best] : []), as: state)
    }
    // The model that later stages take comes first.
    var written = [files.checkpoint] + (isEvaluated ? [files.best] : [])
    if stage.keepsBest { written.reverse() }
    let artifact = try files.artifact(written[0])
    written += [files.metrics] + (isEvaluated ? [files.evaluations] : [])
    return StageResult(
      .model(artifact), files: written + byStep,
      training: .init(
        // A training of minutes that was stopped early is repeated with the length that it was to have.
        steps: minutes == nil ? state.step : state.totalSteps,
        planned: state.planned.isEmpty ? nil : PlannedLengths(state.planned),
        seconds: (spent() * 1000).rounded() / 1000, rollBacks: state.rollBacks))
  }

  private func outlook(_ trainer: Trainer) -> TrainingOutlook {
    var hasWeights = stage.initialWeights != nil
    if case .model = context.inputs.artifact { hasWeights = true }
    return TrainingOutlook(
      model: document, images: batches.imageCount, steps: trainer.state.totalSteps, isAugmented: isAugmented,
      hasWeights: hasWeights)
  }

  /// The loop with all that goes along with this training.
  private func loop(_ trainer: Trainer, _ minutes: MinutesBudget?) throws -> TrainingLoop {
    try context.folder.create(files.name)
    let epoch = Self.usualInterval(
      stepsPerEpoch: TrainingBudget.epochs(1).steps(
        imagesPerStep: model.recipe.imagesPerStep, datasetCount: batches.imageCount))
    try files.settleBest(upTo: trainer.state.step)
    let log = try MetricsLog(files.metrics, after: trainer.state.step, context)
    let evaluator = try stage.evaluation.map { try TrainingEvaluator($0, context, files, trainer) }

    let messages = TrainingMessages(
      context, evaluator, minutes, mostRollBacks: stage.rollBack?.times ?? 0, trainer)
    let sheetEvery = stage.sheetEvery ?? epoch
    let sheets = try sheets(trainer, every: sheetEvery, messages, isEvaluated: evaluator != nil)

    var policies: [any TrainingPolicy] = []
    if let minutes { policies.append(minutes) }
    policies += [log, TimesLog(files.times, context, trainer), messages]
    if let evaluator { policies += [evaluator.evaluation, evaluator, KeepBest(in: files)] }
    if let patience = stage.evaluation?.patience { policies.append(EarlyStopping(patience: patience)) }
    policies.append(TrainingCallbacks(shouldStop: { context.stop.isMade }))
    if stage.tensorBoard {
      let events = try TensorBoardLog(context, files, model, sheetEvery: sheetEvery) { evaluator?.record($0) }
      sheets?.onSheet = events.add
      policies.append(events)
    }
    if let sheets { policies.append(sheets) }
    let every = stage.checkpoint.every ?? .steps(epoch)
    policies.append(PeriodicCheckpoints(every: every, kept: stage.checkpoint.kept, in: files))
    if let limits = stage.rollBack, case .steps(let steps) = every {
      policies.append(RollBackOnDivergence(limits, every: steps, in: files))
    }
    return TrainingLoop(trainer, policies: policies, evaluations: evaluator?.history ?? EvaluationHistory())
  }

  /// The sheets of samples, which tell of collapse where no evaluation does; nil for none.
  private func sheets(
    _ trainer: Trainer, every: Int, _ messages: TrainingMessages, isEvaluated: Bool
  ) throws -> ProgressSheets? {
    guard stage.samples > 0 else { return nil }
    if model.translation != nil {
      let images = try TranslatedProgress(stage.samples, context, trainer)
      return try ProgressSheets(images, context, files, every: every)
    }
    let variety = isEvaluated ? nil : try SampleVariety(dataset, pool: context.execution.device.pool)
    let images = try SampledProgress(stage.samples, context, trainer)
    return try ProgressSheets(images, context, files, every: every) { images, step in
      if let found = try variety?.evaluation(of: images, step: step) { messages.look(found) }
    }
  }

  /// Tells how long a training of minutes will be.
  private func tell(_ state: TrainingState) {
    let words = "\(Counted.text(state.totalSteps, "step")) in all"
    context.observer(.note("step \(Counted.text(state.step)): at the measured speed, \(words)"))
  }

  /// The steps from sheet to sheet, and from checkpoint to checkpoint: those of an epoch; with very few images, of so many
  /// epochs that it is worth stopping for a sheet.
  static func usualInterval(stepsPerEpoch steps: Int) -> Int {
    let few = 50
    return steps >= few ? steps : steps * ((few + steps - 1) / steps)
  }
}
