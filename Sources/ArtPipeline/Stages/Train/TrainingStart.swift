import ArtFiles
import ArtGAN
import ArtSettings

/// Where a training begins: at its first step, or at a checkpoint of the same training.
struct TrainingStart {
  let stage: TrainStage
  let context: StageContext
  let files: TrainingFiles
  /// The document's, before it learned the images' classes, and after.
  let document: ModelDefinition
  let model: ModelDefinition
  let batches: DatasetBatches

  /// A training at its start.
  struct Begun {
    let trainer: Trainer
    /// The seconds that it took so far.
    var before = 0.0
    /// Whether its length is decided, where it is to take minutes and its rates depend on the length.
    var isDecided = false
  }

  /// The training. An earlier one that it cannot go on from is moved aside, once this one stands.
  func begin() throws -> Begun {
    let earlier = EarlierTraining(stage: stage, context: context, files: files, model: document)
    var damaged: [(file: String, error: any Error)] = []
    switch try earlier.standing(batches: batches, damaged: { damaged.append(($0, $1)) }) {
    case .none: return try fresh()
    case .goesOn(let file, _):
      let begun = try resumed(file)
      for (file, error) in damaged { try context.moveAside(file, because: context.reason(error, file)) }
      if file != files.checkpoint { try context.folder.link(file, as: files.checkpoint) }
      return begun
    case .beginsAnew(let reason):
      for (_, error) in damaged { files.warn(error) }
      let begun = try fresh()
      try context.moveAside(files.name, because: reason)
      return begun
    }
  }

  private func resumed(_ file: String) throws -> Begun {
    let checkpoint = try Checkpoint(readingFrom: context.folder.file(file), components: files.components)
    guard let state = checkpoint.state else { throw TrainingError.notResumable }
    let before = state.secondsSpent ?? context.cache?.previous?.training?.seconds ?? 0
    let begun: Begun
    if let minutes = model.recipe.budget.minutes {
      begun = try resumed(checkpoint, state, minutes: minutes, before: before)
    } else {
      begun = Begun(trainer: try trainer(checkpoint, model.recipe.budget), before: before, isDecided: true)
    }
    begun.trainer.note(inputs: TrainingInputs.noted(context.cache?.fingerprints ?? [:]))
    let total = (begun.isDecided ? "" : "about ") + "\(begun.trainer.state.totalSteps)"
    let place = file == files.checkpoint ? "" : ", from \(context.folder.path(of: file))"
    context.observer(.note("resuming from step \(state.step) of \(total)\(place)"))
    return begun
  }

  /// Minutes that the training had before keep the length that they gave it; others give it another.
  private func resumed(
    _ checkpoint: Checkpoint, _ state: TrainingState, minutes: Double, before: Double
  ) throws -> Begun {
    let isSame = (state.minutes ?? (state.secondsSpent == nil ? nil : minutes)) == minutes
    if model.recipe.schedule.isIndependentOfTotal {
      return Begun(trainer: try trainer(checkpoint, nil), before: before)
    }
    if isSame || state.minutes != nil && state.planned.isEmpty {
      return Begun(trainer: try trainer(checkpoint, nil), before: before, isDecided: !state.planned.isEmpty)
    }
    let left = max(minutes * 60 - before, 0)
    let perStep = before / Double(max(state.step, 1))
    let steps = perStep > 0 ? left / perStep : Double(try estimatedSteps(in: minutes - before / 60).count)
    let total = state.step + Int(min(steps, 1e12).rounded())
    return Begun(trainer: try trainer(checkpoint, .steps(max(total, 1))), before: before, isDecided: true)
  }

  private func trainer(_ checkpoint: Checkpoint, _ budget: TrainingBudget?) throws -> Trainer {
    try Trainer(resuming: checkpoint, budget: budget, batches: batches, device: context.execution.device)
  }

  private func fresh() throws -> Begun {
    var planned = model
    if let minutes = model.recipe.budget.minutes {
      let (steps, perStep) = try estimatedSteps(in: minutes)
      planned.recipe.budget = .steps(steps)
      let milliseconds = (perStep * 10_000).rounded() / 10
      context.observer(
        .note("a step takes \(milliseconds) ms: about \(Counted.text(steps, "step")) in \(model.recipe.budget)"))
    }
    if let weights = stage.initialWeights {
      for line in try weights.words(model) { context.observer(.note(line)) }
    }
    let trainer = try begun(planned)
    trainer.note(inputs: TrainingInputs.noted(context.cache?.fingerprints ?? [:]))
    return Begun(trainer: trainer)
  }

  private func estimatedSteps(in minutes: Double) throws -> (count: Int, secondsPerStep: Double) {
    var endless = model
    endless.recipe.budget = .steps(1_000_000)
    // Evaluation has its share of the time.
    let share = stage.evaluation.map { $0.every == nil ? 1 - EvaluationSchedule.share : 1 } ?? 1
    return try MinutesBudget.estimatedSteps(in: minutes, share: share) { try begun(endless) }
  }

  /// A training of a model at its first step.
  private func begun(_ model: ModelDefinition) throws -> Trainer {
    if let weights = stage.initialWeights {
      return try Trainer(
        startingFrom: try weights.begun(model, seed: context.seed), recipe: model.recipe, batches: batches,
        seed: context.seed, planned: stage.planned, device: context.execution.device)
    }
    guard case .model(let start) = context.inputs.artifact else {
      return try Trainer(
        model, batches: batches, seed: context.seed, planned: stage.planned, device: context.execution.device)
    }
    var checkpoint = try Checkpoint(readingFrom: start.file, components: files.components)
    if model.isTileable, let tileable = try? checkpoint.tileable() { checkpoint = tileable }
    guard checkpoint.definition.generator == model.generator, checkpoint.definition.discriminator == model.discriminator
    else {
      throw PipelineError(
        .data,
        "\(start.file) holds other networks (\(checkpoint.definition.id)) than the document's model (\(model.id)); give the "
          + "document that model with its settings, or take 'load' out and name the file in 'initialWeights' of 'train', "
          + "which takes over what fits")
    }
    let names = (checkpoint.definition.classes.map(\.name), model.classes.map(\.name))
    guard names.0 == names.1 else {
      throw PipelineError(
        .data,
        "\(start.file) knows other classes (\(names.0.joined(separator: ", "))) than the images have "
          + "(\(names.1.joined(separator: ", "))); put the images into folders of these names, or take 'load' out")
    }
    return try Trainer(
      startingFrom: checkpoint, recipe: model.recipe, batches: batches, seed: context.seed, planned: stage.planned,
      device: context.execution.device)
  }
}
