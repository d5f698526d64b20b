public import ArtGraph
import ArtTensor

/// One training step of a model, compiled: one program for the simultaneous rule, two for the alternating one, and one
/// more where only some of the discriminator's updates have a gradient penalty.
///
/// A step reads and writes its variables in place in the store. Most callers want ``Trainer``, which adds data, schedule
/// and state; this type is for those who feed every number themselves.
public final class AdversarialStep {
  public let definition: ModelDefinition
  let discriminatorStep: StepExecutor?
  let generatorStep: StepExecutor
  /// Takes the place of the program that updates the discriminator, where the penalty is due.
  let penalizedStep: StepExecutor?
  /// The classes of generated images; nil where they are the real ones', or none.
  private let sampledLabels: SampledLabels?
  /// What is drawn for each update of a model that translates; nil for one that starts from noise.
  private let draws: TranslationDraws?
  /// The memory that the programs use in turns.
  let scratch: any ScratchMemory

  /// - Parameters:
  ///   - definition: the model, with its recipe.
  ///   - variables: holds the weights; the optimisers' state is added where it is missing, as zeros. So is the average
  ///     of the generator's weights, which should begin at the weights where its recipe has no ramp-up.
  ///   - device: runs the programs.
  ///   - noise: whether latent points are drawn in the step or given to
  ///     ``run(seed:step:inputs:real:input:labels:noise:observer:)``.
  /// - Throws: `GraphError` or ``ModelError`` if the networks do not fit together.
  public init(
    _ definition: ModelDefinition, variables: VariableStore, device: any Device, noise: NoiseSource = .drawn
  ) throws {
    self.definition = definition
    sampledLabels = SampledLabels(definition.conditioning)
    draws = try TranslationDraws(definition)
    let programs = try StepPrograms(definition, noise: noise, device: device)
    let scratch = device.makeScratchMemory()
    self.scratch = scratch
    func executor(_ program: Program) throws -> StepExecutor {
      try StepExecutor(program, variables: variables, device: device, scratch: scratch)
    }
    generatorStep = try executor(programs.generator)
    discriminatorStep = try programs.discriminator.map(executor)
    penalizedStep = try programs.penalized.map(executor)
  }

  /// Runs one step.
  ///
  /// - Parameters:
  ///   - seed: with `step`, decides all random numbers of the step.
  ///   - step: the number of steps before this one.
  ///   - inputs: the learning rates of this step and the like.
  ///   - real: writes real images `[batch, height, width, channels]`; called once for every batch of the step, with
  ///     the batch's number in the whole training, and again with the last one where the generator's own update looks
  ///     at real images.
  ///   - input: writes images to translate, likewise, where the model translates.
  ///   - labels: writes the classes of a batch's images `[batch]`, where the model learns classes. Generated images are
  ///     of the same classes, unless the model draws them (see ``FakeLabelSampling``).
  ///   - noise: writes latent points `[batch, latent size]` where they are given: once for a simultaneous step, else
  ///     once for each discriminator update and then once for the generator's.
  ///   - observer: gets the time of each step of each program (see ``programs``).
  /// - Returns: what was measured. Numbers may be infinite or no numbers at all; the caller looks.
  public func run(
    seed: UInt64, step: Int, inputs: StepInputs,
    real: (_ batch: Int, _ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void,
    input: (_ batch: Int, _ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void = { $1.update(repeating: 0) },
    labels: (_ batch: Int, _ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void = { $1.update(repeating: 0) },
    noise: (_ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void = { _ in },
    observer: StepObserver? = nil
  ) throws -> StepOutcome {
    var outcome = StepOutcome()
    let turns = definition.recipe.updateRule.batchesPerStep
    if let discriminatorStep {
      for batch in step * turns..<(step + 1) * turns {
        let (executor, index) = variant(of: discriminatorStep, 0, update: batch)
        try executor.feed(
          inputs, real: { try real(batch, $0) }, input: { try input(batch, $0) }, labels: { try labels(batch, $0) },
          fakeLabels: { sampledLabels?.fill($0, key: Self.key(.discriminatorClasses, seed, batch)) }, noise: noise)
        if let draws { try executor.feed(draws, seed: seed, update: batch) }
        try executor.run(
          seed: SeedPurpose.discriminatorStep.key(of: seed).seed, step: UInt64(batch), as: index, observer: observer)
        try outcome.addDiscriminator(of: executor, share: 1 / Float(turns))
      }
    }
    let (executor, index) =
      discriminatorStep == nil ? variant(of: generatorStep, 0, update: step) : (generatorStep, 1)
    let last = (step + 1) * turns - 1
    try executor.feed(
      inputs, real: { try real(last, $0) }, input: { try input(last, $0) }, labels: { try labels(last, $0) },
      fakeLabels: { sampledLabels?.fill($0, key: Self.key(.generatorClasses, seed, step)) }, noise: noise)
    if let draws { try executor.feed(draws, seed: seed, update: last) }
    try executor.run(
      seed: SeedPurpose.generatorStep.key(of: seed).seed, step: UInt64(step), as: index, observer: observer)
    try outcome.add(StepOutput.ofGenerator, of: executor, share: 1)
    outcome.terms = try executor.termLosses()
    if discriminatorStep == nil { try outcome.addDiscriminator(of: executor, share: 1) }
    return outcome
  }

  private static func key(_ purpose: SeedPurpose, _ seed: UInt64, _ update: Int) -> RandomKey {
    purpose.key(of: seed).folded(UInt64(update))
  }

  /// The program for one update of the discriminator and its place among ``programs``: the one with the gradient penalty
  /// where it is due.
  private func variant(
    of plain: StepExecutor, _ index: Int, update: Int
  ) -> (executor: StepExecutor, index: Int) {
    guard let penalizedStep, definition.recipe.gradientPenalty?.isDue(atUpdate: update) == true else {
      return (plain, index)
    }
    return (penalizedStep, discriminatorStep == nil ? 1 : 2)
  }

  /// The memory of the step's programs, in bytes.
  public var peakBytes: Int {
    let executors = [generatorStep, discriminatorStep, penalizedStep].compactMap(\.self).map(\.executor)
    return executors.reduce(0) { $0 + $1.inputBytes } + (executors.map(\.scratchBytes).max() ?? 0)
  }
}

/// Where a training step's latent points come from.
public enum NoiseSource: Hashable, Sendable {
  /// Drawn within the step, from the run's seed and the step's number.
  case drawn
  /// Given by the caller, to compare with another program number by number.
  case given
}
