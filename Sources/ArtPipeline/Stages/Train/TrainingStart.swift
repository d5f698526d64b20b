import ArtGAN
import ArtSettings
import Foundation

/// Where a training begins: at its first step, or at a checkpoint of the same training.
struct TrainingStart {
  let stage: TrainStage
  let context: StageContext
  let files: TrainingFiles
  let model: ModelDefinition
  let batches: DatasetBatches

  /// The minutes that the training may take; nil where its steps are known.
  private var minutes: Double? { model.recipe.budget.minutes }

  /// The training, and the seconds that it took so far.
  func trainer() throws -> (Trainer, before: Double) {
    files.removeHalfWritten()
    return try resumed() ?? (fresh(), 0)
  }

  /// A training that goes on where an earlier one of the same inputs was left, and the seconds that it took until then.
  private func resumed() throws -> (Trainer, before: Double)? {
    let path = context.folder.path(of: files.checkpoint)
    guard let before = context.previous?.inputs, TrainingInputs.areOfSameTraining(before, context.inputs),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(readingFrom: path)
    } catch {
      context.observer(.warning("\(error); training begins anew"))
      return nil
    }
    guard let state = checkpoint.state, RollBackSettings.allow(state.rollBacks ?? [], by: stage.rollBack) else {
      return nil
    }
    let spent = state.secondsSpent ?? context.previous?.training?.seconds ?? 0
    // Where the learning rate depends on the length, a longer training is another one from the first step on.
    let isOpenEnded = model.recipe.schedule.isIndependentOfTotal
    var budget: TrainingBudget?
    if let minutes {
      // Steps that were chosen for the same minutes stay; others are another training's.
      let isSame = before["budget"]?.canonicalJSON == context.inputs["budget"]?.canonicalJSON
      guard isSame || (isOpenEnded && spent < minutes * 60) else { return nil }
    } else {
      let total = model.recipe.totalSteps(datasetCount: batches.pictureCount)
      guard state.step <= total, isOpenEnded || state.totalSteps == total && state.planned == stage.planned else {
        return nil
      }
      budget = model.recipe.budget
    }
    let trainer = try Trainer(
      resuming: checkpoint, budget: budget, batches: batches, pool: context.execution.pool,
      precision: context.execution.precision)
    let isDecided = minutes == nil || !isOpenEnded && state.planned != nil
    let total = (isDecided ? "" : "about ") + "\(trainer.state.totalSteps)"
    context.observer(.note("going on from step \(state.step) of \(total)"))
    return (trainer, spent)
  }

  private func fresh() throws -> Trainer {
    try files.removeAll()
    guard let minutes else {
      let trainer = try begun(model)
      trainer.setPlanned(stage.planned)
      return trainer
    }
    let start = TrainingClock.seconds()
    var planned = model
    planned.recipe.budget = .steps(1_000_000)
    let perStep = try StepTiming.secondsPerStep(of: begun(planned), limit: min(2, minutes * 60 * 0.02))
    let left = minutes * 60 - (TrainingClock.seconds() - start)
    // Looks at pictures have their share of the time.
    let share = stage.judging.map { $0.every == nil ? 1 - JudgingPace.share : 1 } ?? 1
    let steps = StepTiming.steps(in: left * share, perStep: perStep)
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
}
