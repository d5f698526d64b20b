import ArtData
import ArtGAN
import ArtTensor

/// One training, from the start or from a checkpoint of the same training.
struct TrainingRun {
  private let stage: TrainStage
  private let context: StageContext
  private let files: TrainingFiles
  private let model: ModelDefinition
  private let batches: DatasetBatches

  init(
    _ stage: TrainStage, _ context: StageContext, model: ModelDefinition, dataset: Dataset, use: DatasetSpecification
  ) throws {
    self.stage = stage
    self.context = context
    self.model = model
    files = TrainingFiles(context)
    let split = dataset.split(validation: use.validation, key: RandomKey(seed: context.seed))
    batches = try DatasetBatches(
      dataset, indices: use.validation > 0 ? split.training : nil, augmentation: use.augmentation, for: model,
      seed: context.seed)
  }

  func run() throws -> StageResult {
    let start = TrainingClock.seconds()
    let (trainer, before) = try TrainingStart(
      stage: stage, context: context, files: files, model: model, batches: batches
    ).trainer()
    let clock = model.recipe.budget.minutes.map {
      TrainingClock(minutes: $0, spentBefore: before + TrainingClock.seconds() - start)
    }
    let isOpenEnded = model.recipe.schedule.isIndependentOfTotal
    for program in trainer.programs { context.execution.programs.add(program.name, program.plan) }
    let watch = try TrainingWatch(stage, context, files, trainer, clock)
    let end = try train(trainer, watch)
    let step = trainer.state.step
    if end == .stopped, watch.judge?.isOutOfPatience != true {
      throw PipelineError(
        .interrupted,
        "stopped at step \(step) of \(trainer.state.totalSteps); "
          + "\(context.folder.path(of: files.checkpoint)) holds everything: the same command again goes on from there")
    }
    try watch.finish()
    RollBackPoints(files: files).clear()
    let byStep = files.byStep(upTo: step)
    let isJudged = watch.judge != nil
    if clock != nil {
      if end == .stopped {
        if isOpenEnded { trainer.setLength(step) }
        try write(trainer, nil)
      }
      let others = byStep.filter { $0.hasSuffix(".safetensors") } + (isJudged ? [files.best] : [])
      try files.settle(others, as: trainer.state)
    }
    // The model that later stages take comes first.
    var written = [files.checkpoint] + (isJudged ? [files.best] : [])
    if stage.keepsBest { written.reverse() }
    let artifact = try files.artifact(written[0])
    written += [files.metrics] + (isJudged ? [files.evaluations] : [])
    let seconds = ((before + TrainingClock.seconds() - start) * 1000).rounded() / 1000
    return StageResult(
      .model(artifact), files: written + byStep,
      training: .init(
        steps: clock != nil && !isOpenEnded ? trainer.state.totalSteps : step, planned: trainer.state.planned,
        seconds: seconds, rollBacks: trainer.state.rollBacks))
  }

  /// Trains until the budget is used up, the user stops it, or it no longer gets better; goes back where a number is no
  /// longer finite and the document allows it.
  private func train(_ trainer: Trainer, _ watch: TrainingWatch) throws -> TrainingEnd {
    let epoch = stepsPerEpoch(trainer)
    let checkpointEvery = stage.checkpointEvery ?? epoch
    let rollBacks = try stage.rollBack.map { try RollBacks($0, files, every: checkpointEvery, trainer) }
    let events = TrainingEvents(
      onStep: watch.afterStep,
      sampleEvery: stage.samples > 0 ? stage.sheetEvery ?? epoch : nil, onSample: { _ in try watch.writeSheet() },
      checkpointEvery: checkpointEvery,
      onCheckpoint: {
        try write($0, watch.clock)
        try rollBacks?.afterCheckpoint($0)
      },
      shouldStop: { context.stop.isMade || watch.judge?.isOutOfPatience == true })
    while true {
      do {
        return try trainer.train(events)
      } catch {
        guard let met = Divergence(error, in: trainer) else { throw error }
        guard let rollBack = try rollBacks?.goBack(trainer, since: met, secondsSpent: watch.clock?.spent) else {
          throw met.error(lastGood: try? Checkpoint.state(inFile: context.folder.path(of: files.checkpoint))?.step)
        }
        try watch.rewind()
        let words = rollBack.words(number: trainer.state.rollBacks?.count ?? 1, of: stage.rollBack?.times ?? 1)
        context.observer(.warning("step \(Counted.text(rollBack.step)): \(words)"))
      }
    }
  }

  private func write(_ trainer: Trainer, _ clock: TrainingClock?) throws {
    trainer.setSecondsSpent(trainer.isFinished ? nil : clock?.spent)
    try files.write(trainer, to: files.checkpoint)
    guard stage.keepsCheckpoints else { return }
    try context.folder.create("\(files.name)/checkpoints")
    try files.write(trainer, to: files.checkpoint(ofStep: trainer.state.step))
  }

  /// The steps in an epoch; with very few pictures, in so many epochs that it is worth stopping for a sheet.
  private func stepsPerEpoch(_ trainer: Trainer) -> Int {
    let steps = TrainingBudget.epochs(1).steps(
      picturesPerStep: model.recipe.picturesPerStep, datasetCount: batches.pictureCount)
    let few = 50
    return steps >= few ? steps : steps * ((few + steps - 1) / steps)
  }
}
