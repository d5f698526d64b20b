public import ArtGraph
public import ArtTensor

/// One training step of a model, compiled: one program for the simultaneous rule, two for the alternating one.
///
/// A step reads and writes its variables in place in the store. Most callers want ``Trainer``, which adds data, schedule
/// and state; this type is for those who feed every number themselves.
public final class AdversarialStep {
  public let definition: ModelDefinition
  let discriminatorStep: StepExecutor?
  let generatorStep: StepExecutor

  /// - Parameters:
  ///   - definition: the model, with its recipe.
  ///   - variables: holds the weights; the optimisers' state is added where it is missing, as zeros. So is the average
  ///     of the generator's weights, which should begin at the weights where its recipe has no ramp-up.
  ///   - pool: the threads that do the work.
  ///   - noise: whether latent points are drawn in the step or given to ``run(seed:step:rates:real:noise:observer:)``.
  ///   - precision: which algorithms may be used.
  /// - Throws: `GraphError` or ``ModelError`` if the networks do not fit together.
  public init(
    _ definition: ModelDefinition, variables: VariableStore, pool: ThreadPool, noise: NoiseSource = .drawn,
    precision: Precision = .fast
  ) throws {
    self.definition = definition
    let programs = try StepPrograms(definition, noise: noise)
    generatorStep = try StepExecutor(programs.generator, variables: variables, pool: pool, precision: precision)
    discriminatorStep = try programs.discriminator.map {
      try StepExecutor($0, variables: variables, pool: pool, precision: precision)
    }
  }

  /// Runs one step.
  ///
  /// - Parameters:
  ///   - seed: with `step`, decides all random numbers of the step.
  ///   - step: the number of steps before this one.
  ///   - rates: the learning rates of this step.
  ///   - real: writes real pictures `[batch, height, width, channels]`; called once for every batch of the step, with
  ///     the batch's number in the whole training, and again with the last one where the generator's own update looks
  ///     at real pictures.
  ///   - noise: writes latent points `[batch, latent size]` where they are given: once for a simultaneous step, else
  ///     once for each discriminator update and then once for the generator's.
  ///   - observer: gets the time of each step of each program (see ``programs``).
  /// - Returns: what was measured. Numbers may be infinite or no numbers at all; the caller looks.
  public func run(
    seed: UInt64, step: Int, rates: LearningRates,
    real: (_ batch: Int, _ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void,
    noise: (_ buffer: UnsafeMutableBufferPointer<Float>) throws -> Void = { _ in },
    observer: StepObserver? = nil
  ) throws -> StepOutcome {
    var outcome = StepOutcome()
    let turns = definition.recipe.updateRule.batchesPerStep
    if let discriminatorStep {
      for batch in step * turns..<(step + 1) * turns {
        try discriminatorStep.feed(rates, real: { try real(batch, $0) }, noise: noise)
        discriminatorStep.run(
          seed: SeedPurpose.discriminatorStep.key(of: seed).seed, step: UInt64(batch), as: 0, observer: observer)
        try outcome.add(StepOutput.ofDiscriminator, of: discriminatorStep, share: 1 / Float(turns))
      }
    }
    try generatorStep.feed(rates, real: { try real((step + 1) * turns - 1, $0) }, noise: noise)
    generatorStep.run(
      seed: SeedPurpose.generatorStep.key(of: seed).seed, step: UInt64(step), as: discriminatorStep == nil ? 0 : 1,
      observer: observer)
    try outcome.add(StepOutput.ofGenerator, of: generatorStep, share: 1)
    if discriminatorStep == nil { try outcome.add(StepOutput.ofDiscriminator, of: generatorStep, share: 1) }
    return outcome
  }

  /// The memory of the step's programs, in bytes.
  public var peakBytes: Int {
    generatorStep.executor.peakBytes + (discriminatorStep?.executor.peakBytes ?? 0)
  }
}
