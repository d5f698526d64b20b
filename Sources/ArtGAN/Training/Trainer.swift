public import ArtFiles
public import ArtGraph
import ArtNN
import ArtTensor

/// Trains a model, one step at a time.
///
/// Everything that a step depends on is in ``state``, in ``variables`` and in the images, and ``checkpoint()`` holds
/// the first two: a run that is stopped and resumed from a checkpoint ends exactly as if it had not been stopped.
public final class Trainer {
  public internal(set) var definition: ModelDefinition
  public internal(set) var state: TrainingState
  /// Weights, their EMA and optimiser state, as they are now. A ``Sampler`` on this store makes images of the present model.
  public let variables: VariableStore
  /// The step of the last checkpoint taken, all of whose numbers were finite.
  public internal(set) var lastGoodStep: Int?

  private let batches: any ImageBatches
  private let program: AdversarialStep

  /// Begins a training with fresh weights.
  ///
  /// - Parameters:
  ///   - definition: the model, with its recipe.
  ///   - batches: the real images. For a run that can be repeated they must be made from the key of `SeedPurpose.batches`.
  ///   - seed: decides everything that is random in the run.
  ///   - planned: the earlier plans of a training that this one repeats and whose length was changed on the way.
  ///   - device: runs the programs.
  /// - Throws: ``ModelError`` or `GraphError` if the model cannot be built, ``TrainingError/noImages``.
  public convenience init(
    _ definition: ModelDefinition, batches: any ImageBatches, seed: UInt64, planned: [PlannedLength] = [],
    device: any Device
  ) throws {
    try definition.validate()
    let variables = device.makeVariables()
    try definition.initialize(variables, seed: seed)
    try definition.beginEMA(in: variables)
    try self.init(
      definition, batches, Self.freshState(definition, batches, seed, planned), variables, device)
  }

  /// Begins a new training from the weights of a checkpoint: on other images, or with another recipe. Optimisers and
  /// steps start anew.
  ///
  /// - Parameters:
  ///   - checkpoint: gives the model and its weights.
  ///   - recipe: how to train; by default as the checkpoint's definition says.
  ///   - batches: the real images.
  ///   - seed: decides everything that is random in the run.
  ///   - planned: the earlier plans of a training that this one repeats and whose length was changed on the way.
  ///   - device: runs the programs.
  public convenience init(
    startingFrom checkpoint: Checkpoint, recipe: TrainingRecipe? = nil, batches: any ImageBatches, seed: UInt64,
    planned: [PlannedLength] = [], device: any Device
  ) throws {
    var definition = checkpoint.definition
    definition.recipe = recipe ?? definition.recipe
    try definition.validate()
    let variables = device.makeVariables()
    for name in try definition.weightShapes().keys { variables[name] = checkpoint.tensors[name] }
    try definition.beginEMA(in: variables)
    try self.init(
      definition, batches, Self.freshState(definition, batches, seed, planned), variables, device)
  }

  /// Resumes where a checkpoint was taken.
  ///
  /// - Parameters:
  ///   - checkpoint: one that holds the state of its training.
  ///   - budget: how long the whole training shall be from now on, counted; see ``TrainingState/planned``.
  ///   - batches: the same real images as before.
  ///   - device: runs the programs.
  /// - Throws: ``TrainingError/notResumable`` or ``TrainingError/otherImages``, besides what a fresh start can throw.
  public convenience init(
    resuming checkpoint: Checkpoint, budget: TrainingBudget? = nil, batches: any ImageBatches, device: any Device
  ) throws {
    guard let state = checkpoint.state else { throw TrainingError.notResumable }
    guard batches.contentHash == state.dataHash, batches.imageCount == state.dataCount else {
      throw TrainingError.otherImages
    }
    let definition = checkpoint.definition
    try definition.validate()
    let variables = device.makeVariables()
    for (name, tensor) in checkpoint.tensors { variables[name] = tensor }
    try self.init(definition, batches, state, variables, device)
    lastGoodStep = state.step
    if let budget { change(budget) }
  }

  private init(
    _ definition: ModelDefinition, _ batches: any ImageBatches, _ state: TrainingState, _ variables: VariableStore,
    _ device: any Device
  ) throws {
    guard batches.imageCount > 0 else { throw TrainingError.noImages }
    guard batches.imageShape == definition.imageShape else {
      throw TrainingError.imageShape(found: batches.imageShape, expected: definition.imageShape)
    }
    guard batches.inputShape == definition.translation?.inputShape else {
      throw TrainingError.inputShape(found: batches.inputShape, expected: definition.translation?.inputShape)
    }
    let classes = definition.classes.count
    guard definition.conditioning == nil || classes > 0 && classes == batches.classCount else {
      throw TrainingError.classes(found: batches.classCount, expected: classes)
    }
    self.definition = definition
    self.batches = batches
    self.state = state
    self.variables = variables
    program = try AdversarialStep(definition, variables: variables, device: device)
  }

  /// Whether the budget is used up.
  public var isFinished: Bool { state.step >= state.totalSteps }

  /// The memory of the training programs, in bytes.
  public var peakBytes: Int { program.peakBytes }

  /// The memory of the training programs between steps: a ``Sampler`` that is used then needs none of its own.
  public var scratch: any ScratchMemory { program.scratch }

  /// What a training step was compiled to, in the order of the runs.
  public var programs: [StepProgram] { program.programs }

  /// Trains both networks once.
  ///
  /// - Returns: what was measured on the way.
  /// - Throws: ``TrainingError/diverged(step:what:lastGood:)`` if a loss or gradient is not finite. The weights are then lost:
  ///   go back to a checkpoint.
  public func step() throws -> StepMetrics {
    let recipe = definition.recipe
    var inputs = recipe.inputs(atStep: state.step, of: state.stepsThatRatesFollow)
    inputs.scaleLearningRates(by: state.rateFactor)
    if let augmentation = state.augmentation { inputs.augmentProbability = Float(augmentation.probability) }
    let outcome = try program.run(
      seed: state.seed, step: state.step, inputs: inputs, real: { try batches.fill(batch: $0, into: $1) },
      input: { try batches.fillInputs(batch: $0, into: $1) },
      labels: { try batches.fillLabels(batch: $0, into: $1) })
    state.step += 1
    if let what = outcome.notFinite { throw diverged(what) }
    let metrics = StepMetrics(outcome, inputs, state: state, recipe: recipe)
    if let rule = recipe.augmentation?.rule {
      state.augmentation?.take(
        accuracy: Double(outcome.realAccuracy), updates: recipe.updateRule.batchesPerStep, batchSize: recipe.batchSize,
        rule: rule)
    }
    return metrics
  }

  /// The model as it is now, with all that its training is resumed from.
  ///
  /// - Throws: ``TrainingError/diverged(step:what:lastGood:)`` if a weight is not finite.
  public func checkpoint() throws -> Checkpoint {
    try markGood()
    var tensors: [String: Tensor] = [:]
    for name in variables.names { tensors[name] = variables[name] }
    return try Checkpoint(definition: definition, state: state, tensors: tensors)
  }

  /// Writes ``checkpoint()`` into a file, without a second copy of all numbers in memory.
  ///
  /// - Throws: as ``checkpoint()``, and `SafetensorsError` if the file cannot be written.
  public func writeCheckpoint(to place: FilePlace) throws {
    try markGood()
    try Checkpoint.write(definition, state, variables, to: place)
  }

  /// Makes sure that all numbers are finite.
  func markGood() throws {
    for name in variables.names {
      guard variables.isFinite(name) else { throw diverged("the weight '\(name)'") }
    }
    lastGoodStep = state.step
  }

  private func diverged(_ what: String) -> TrainingError {
    .diverged(step: state.step, what: what, lastGood: lastGoodStep)
  }

  private static func freshState(
    _ definition: ModelDefinition, _ batches: any ImageBatches, _ seed: UInt64, _ planned: [PlannedLength]
  ) -> TrainingState {
    TrainingState(
      seed: seed, step: 0, totalSteps: definition.recipe.totalSteps(datasetCount: batches.imageCount),
      dataCount: batches.imageCount, dataHash: batches.contentHash, planned: planned,
      augmentation: definition.recipe.augmentation?.rule.map { _ in AugmentationState() })
  }
}
