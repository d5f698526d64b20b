import ArtData
import ArtTensor
import ArtGAN
import ArtMedia
import ArtSettings
import Foundation

/// One training, from the start or from a checkpoint of the same training.
struct TrainingRun {
  private let stage: TrainStage
  private let context: StageContext
  private let files: TrainingFiles
  private let model: ModelDefinition
  private let batches: DatasetBatches
  private let inputs: [String: SettingValue]

  init(_ stage: TrainStage, _ context: StageContext, model: ModelDefinition, pictures: DatasetLoader) throws {
    self.stage = stage
    self.context = context
    self.model = model
    files = TrainingFiles(context)
    let (dataset, use) = (try pictures.dataset(), pictures.specification)
    let split = dataset.split(validation: use.validation, key: RandomKey(seed: context.seed))
    batches = try DatasetBatches(
      dataset, indices: use.validation > 0 ? split.training : nil, augmentation: use.augmentation, for: model,
      seed: context.seed)
    inputs = context.inputs
  }

  func run() throws -> StageResult {
    let trainer = try resumed() ?? fresh()
    for program in trainer.programs { context.execution.programs.add(program.name, program.plan) }
    try context.folder.create(files.name)
    let log = try MetricsLog(context.folder.path(of: files.metrics), after: trainer.state.step)
    let sheets = try ProgressSheets(stage, context, files, trainer)
    let progress = TrainingProgress(context, trainer)
    let epoch = stepsPerEpoch(trainer)
    let judge = try stage.judging.map { try TrainingJudge($0, context, files, trainer) }
    var health = TrainingHealth(totalSteps: trainer.state.totalSteps)
    var lastSheet = -1
    let end = try trainer.train(
      TrainingEvents(
        onStep: {
          try log.append($0)
          progress.report($0)
          tell(health.add($0), atStep: $0.step)
          if let judged = try judge?.afterStep() { tell(health.add(judged), atStep: judged.step) }
        },
        sampleEvery: stage.samples > 0 ? stage.sheetEvery ?? epoch : nil,
        onSample: { trainer in
          lastSheet = trainer.state.step
          try sheets.write(step: trainer.state.step)
        },
        checkpointEvery: stage.checkpointEvery ?? epoch, onCheckpoint: { try write($0) },
        shouldStop: { context.stop.isMade || judge?.isOutOfPatience == true }))
    let step = trainer.state.step
    if end == .stopped, judge?.isOutOfPatience != true {
      throw PipelineError(
        .interrupted,
        "stopped at step \(step) of \(trainer.state.totalSteps); "
          + "\(context.folder.path(of: files.checkpoint)) holds everything: the same command again goes on from there")
    }
    if stage.samples > 0, lastSheet != step { try sheets.write(step: step) }
    if let judged = try judge?.finish() { tell(health.add(judged), atStep: judged.step) }
    if let judge { conclude(judge, health, step: step, of: trainer.state.totalSteps) }
    // The model that later stages take comes first.
    var written = [files.checkpoint] + (judge == nil ? [] : [files.best])
    if stage.keepsBest { written.reverse() }
    let artifact = try files.artifact(written[0])
    written += [files.metrics] + (judge == nil ? [] : [files.evaluations])
    return StageResult(.model(artifact), files: written + files.byStep(upTo: step))
  }

  /// Tells of signs that have begun.
  private func tell(_ signs: [TrainingHealth.Sign], atStep step: Int) {
    for sign in signs {
      context.observer(.warning("step \(Counted.text(step)): \(sign.words); \(sign.advice)"))
    }
  }

  /// Says at the end how the training went.
  private func conclude(_ judge: TrainingJudge, _ health: TrainingHealth, step: Int, of total: Int) {
    var sentences: [String] = []
    if judge.isOutOfPatience, step < total {
      sentences.append("ended at step \(Counted.text(step)) of \(Counted.text(total)), since it no longer gets better")
    }
    sentences += health.summary
    if let best = judge.bestWords { sentences.append("the best model: \(best)") }
    let text = sentences.joined(separator: "; ")
    context.observer(.note(text.prefix(1).uppercased() + text.dropFirst()))
  }

  /// A training that goes on where an earlier one of the same inputs was left.
  private func resumed() throws -> Trainer? {
    let path = context.folder.path(of: files.checkpoint)
    guard let before = context.previous?.inputs, TrainingInputs.areOfSameTraining(before, inputs),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(readingFrom: path)
    } catch {
      context.observer(.warning("\(error); training begins anew"))
      return nil
    }
    guard let state = checkpoint.state else { return nil }
    let total = model.recipe.totalSteps(datasetCount: batches.pictureCount)
    // Where the learning rate depends on the length, a longer training is another one from the first step on.
    let isOpenEnded = model.recipe.schedule.isIndependentOfTotal
    guard state.step <= total, state.totalSteps == total || isOpenEnded else { return nil }
    let trainer = try Trainer(
      resuming: checkpoint, budget: model.recipe.budget, batches: batches, pool: context.execution.pool,
      precision: context.execution.precision)
    context.observer(.note("going on from step \(state.step) of \(total)"))
    return trainer
  }

  private func fresh() throws -> Trainer {
    try files.removeAll()
    guard case .model(let start) = context.input else {
      return try Trainer(
        model, batches: batches, seed: context.seed, pool: context.execution.pool,
        precision: context.execution.precision)
    }
    let checkpoint = try Checkpoint(readingFrom: start.file)
    guard checkpoint.definition.generator == model.generator, checkpoint.definition.discriminator == model.discriminator
    else {
      throw PipelineError(
        .data,
        "\(start.file) holds other networks (\(checkpoint.definition.id)) than the document's model (\(model.id))")
    }
    let names = (checkpoint.definition.classes.map(\.name), model.classes.map(\.name))
    guard names.0 == names.1 else {
      throw PipelineError(
        .data,
        "\(start.file) knows other classes (\(names.0.joined(separator: ", "))) than the pictures have "
          + "(\(names.1.joined(separator: ", ")))")
    }
    return try Trainer(
      startingFrom: checkpoint, recipe: model.recipe, batches: batches, seed: context.seed,
      pool: context.execution.pool, precision: context.execution.precision)
  }

  private func write(_ trainer: Trainer) throws {
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
