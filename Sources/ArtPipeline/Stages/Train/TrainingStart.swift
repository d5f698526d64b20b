import ArtFiles
import ArtGAN
import ArtSettings

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
    try resumed() ?? (fresh(), 0)
  }

  /// A training that is resumed where an earlier one of the same inputs was left, and the seconds that it took until then.
  private func resumed() throws -> (Trainer, before: Double)? {
    let path = context.folder.path(of: files.checkpoint)
    guard let cache = context.cache, let previous = cache.previous, TrainingInputs.areOfSameTraining(cache),
      context.folder.exists(files.checkpoint)
    else { return nil }
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(readingFrom: path, components: files.components)
    } catch {
      context.observer(.warning("\(error); training begins anew"))
      return nil
    }
    guard let state = checkpoint.state, state.dataHash == batches.contentHash,
      stage.rollBack?.allow(state.rollBacks ?? []) ?? (state.rollBacks ?? []).isEmpty
    else {
      return nil
    }
    let spent = state.secondsSpent ?? previous.training?.seconds ?? 0
    // Where the learning rate depends on the length, a longer training is another one from the first step on.
    let isOpenEnded = model.recipe.schedule.isIndependentOfTotal
    var budget: TrainingBudget?
    if let minutes {
      // Steps that were chosen for the same minutes stay; others are another training's.
      let isSame = TrainingInputs.haveSameBudget(cache)
      guard isSame || (isOpenEnded && spent < minutes * 60) else { return nil }
    } else {
      let total = model.recipe.totalSteps(datasetCount: batches.imageCount)
      guard state.step <= total, isOpenEnded || state.totalSteps == total && state.planned == stage.planned else {
        return nil
      }
      budget = model.recipe.budget
    }
    let trainer = try Trainer(
      resuming: checkpoint, budget: budget, batches: batches, device: context.execution.device)
    let isDecided = minutes == nil || !isOpenEnded && state.planned != nil
    let total = (isDecided ? "" : "about ") + "\(trainer.state.totalSteps)"
    context.observer(.note("resuming from step \(state.step) of \(total)"))
    return (trainer, spent)
  }

  private func fresh() throws -> Trainer {
    try files.removeAll()
    guard let minutes else { return try begun(model) }
    var planned = model
    planned.recipe.budget = .steps(1_000_000)
    // Evaluation has its share of the time.
    let share = stage.evaluation.map { $0.every == nil ? 1 - EvaluationSchedule.share : 1 } ?? 1
    let (steps, perStep) = try MinutesBudget.estimatedSteps(in: minutes, share: share) { try begun(planned) }
    planned.recipe.budget = .steps(steps)
    let milliseconds = (perStep * 10_000).rounded() / 10
    context.observer(
      .note("a step takes \(milliseconds) ms: about \(Counted.text(steps, "step")) in \(model.recipe.budget)"))
    return try begun(planned)
  }

  /// A training of a model at its first step.
  private func begun(_ model: ModelDefinition) throws -> Trainer {
    guard case .model(let start) = context.inputs.artifact else {
      return try Trainer(
        model, batches: batches, seed: context.seed, planned: stage.planned, device: context.execution.device)
    }
    let checkpoint = try Checkpoint(readingFrom: start.file, components: files.components)
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
        "\(start.file) knows other classes (\(names.0.joined(separator: ", "))) than the images have "
          + "(\(names.1.joined(separator: ", ")))")
    }
    return try Trainer(
      startingFrom: checkpoint, recipe: model.recipe, batches: batches, seed: context.seed, planned: stage.planned,
      device: context.execution.device)
  }
}
