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

  /// The minutes that the training may take; nil where its steps are known.
  private var minutes: Double? {
    if case .minutes(let minutes) = model.recipe.budget { minutes } else { nil }
  }

  func run() throws -> StageResult {
    let start = TrainingClock.seconds()
    let (trainer, before) = try resumed() ?? (fresh(), 0)
    // Where learning rates depend on the length, it was fixed before the first step.
    let clock =
      model.recipe.schedule.isIndependentOfTotal
      ? minutes.map { TrainingClock(minutes: $0, spentBefore: before + TrainingClock.seconds() - start) } : nil
    if let clock { trainer.setLength(max(trainer.state.totalSteps, clock.length(afterStep: trainer.state.step))) }
    for program in trainer.programs { context.execution.programs.add(program.name, program.plan) }
    try context.folder.create(files.name)
    let log = try MetricsLog(context.folder.path(of: files.metrics), after: trainer.state.step)
    let sheets = try ProgressSheets(stage, context, files, trainer)
    let progress = TrainingProgress(context, trainer, clock)
    let epoch = stepsPerEpoch(trainer)
    let judge = try stage.judging.map { try TrainingJudge($0, context, files, trainer) }
    var health = TrainingHealth(totalSteps: trainer.state.totalSteps)
    var lastSheet = -1
    let end = try trainer.train(
      TrainingEvents(
        onStep: {
          if let clock { trainer.setLength(clock.length(afterStep: $0.step)) }
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
        checkpointEvery: stage.checkpointEvery ?? epoch, onCheckpoint: { try write($0, clock) },
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
    let byStep = files.byStep(upTo: step)
    if clock != nil {
      if end == .stopped {
        trainer.setLength(step)
        try write(trainer, nil)
      }
      let others = byStep.filter { $0.hasSuffix(".safetensors") } + (judge == nil ? [] : [files.best])
      try files.settle(others, length: step)
    }
    // The model that later stages take comes first.
    var written = [files.checkpoint] + (judge == nil ? [] : [files.best])
    if stage.keepsBest { written.reverse() }
    let artifact = try files.artifact(written[0])
    written += [files.metrics] + (judge == nil ? [] : [files.evaluations])
    let seconds = ((before + TrainingClock.seconds() - start) * 1000).rounded() / 1000
    return StageResult(
      .model(artifact), files: written + byStep, training: .init(steps: step, seconds: seconds))
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

  /// A training that goes on where an earlier one of the same inputs was left, and the seconds that it took until then.
  private func resumed() throws -> (Trainer, before: Double)? {
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
    let spent = state.secondsSpent ?? context.previous?.training?.seconds ?? 0
    // Where the learning rate depends on the length, a longer training is another one from the first step on.
    let isOpenEnded = model.recipe.schedule.isIndependentOfTotal
    var budget: TrainingBudget?
    if let minutes {
      // Steps that were chosen for the same minutes stay; others are another training's.
      let isSame = before["budget"]?.canonicalJSON == inputs["budget"]?.canonicalJSON
      guard isSame || (isOpenEnded && spent < minutes * 60) else { return nil }
    } else {
      let total = model.recipe.totalSteps(datasetCount: batches.pictureCount)
      guard state.step <= total, state.totalSteps == total || isOpenEnded else { return nil }
      budget = model.recipe.budget
    }
    let trainer = try Trainer(
      resuming: checkpoint, budget: budget, batches: batches, pool: context.execution.pool,
      precision: context.execution.precision)
    let total = minutes == nil || !isOpenEnded ? "\(trainer.state.totalSteps)" : "about \(trainer.state.totalSteps)"
    context.observer(.note("going on from step \(state.step) of \(total)"))
    return (trainer, spent)
  }

  private func fresh() throws -> Trainer {
    try files.removeAll()
    guard let minutes else { return try begun(model) }
    let start = TrainingClock.seconds()
    var planned = model
    planned.recipe.budget = .steps(1_000_000)
    let perStep = try StepTiming.secondsPerStep(of: begun(planned), limit: min(2, minutes * 60 * 0.02))
    let left = minutes * 60 - (TrainingClock.seconds() - start)
    let steps = Int(min(max((left / perStep).rounded(), 1), 1e12))
    planned.recipe.budget = .steps(steps)
    let milliseconds = (perStep * 10_000).rounded() / 10
    context.observer(
      .note("a step takes \(milliseconds) ms: about \(Counted.text(steps, "step")) in \(model.recipe.budget)"))
    return try begun(planned)
  }

  /// A training of a model at its first step.
  private func begun(_ model: ModelDefinition) throws -> Trainer {
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
