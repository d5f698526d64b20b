public import ArtGraph
import ArtNN
public import ArtTensor

extension TrainingProfile {
  /// Steps before the first that counts: memory is touched, processors leave their rest.
  private static let warmSteps = 3

  /// Compiles a model's training step as a ``Trainer`` does, runs it on random pictures, and times each planned step.
  ///
  /// - Parameters:
  ///   - definition: the model; its recipe gives the batch size.
  ///   - pool: the threads that do the work.
  ///   - precision: which algorithms may be used.
  ///   - steps: the training steps to measure, at least 1.
  /// - Throws: ``ModelError`` or `GraphError` if the model cannot be built.
  public static func measure(
    _ definition: ModelDefinition, pool: ThreadPool, precision: Precision = .fast, steps: Int
  ) throws -> TrainingProfile {
    try definition.validate()
    let variables = try freshVariables(definition, seed: 1)
    let step = try AdversarialStep(definition, variables: variables, pool: pool, precision: precision)
    let programs = step.programs
    let rounds = max(steps, 1)

    let count = definition.recipe.batchSize * definition.pictureShape.count
    let black = definition.pixelRange.black
    let pictures = RandomKey(seed: 2).uniforms(count: count).map { black + definition.pixelRange.extent * $0 }
    let rates = definition.recipe.rates(atStep: 0, of: warmSteps + rounds)
    var times = programs.map { [[Double]](repeating: [], count: $0.plan.steps.count) }
    var wholeTimes: [Double] = []
    let clock = ContinuousClock()
    for index in 0..<warmSteps + rounds {
      var current = programs.map { [Double](repeating: 0, count: $0.plan.steps.count) }
      let whole = try clock.measure {
        _ = try step.run(
          seed: 1, step: index, rates: rates, real: { _, buffer in _ = buffer.update(from: pictures) },
          observer: { program, planned, duration in current[program][planned] += duration.inSeconds })
      }
      guard index >= warmSteps else { continue }
      wholeTimes.append(whole.inSeconds)
      for (program, seconds) in current.enumerated() {
        for (planned, seconds) in seconds.enumerated() { times[program][planned].append(seconds) }
      }
    }

    return TrainingProfile(
      model: definition.id, batchSize: definition.recipe.batchSize, threads: pool.threads, precision: precision,
      measuredSteps: rounds,
      seconds: median(wholeTimes),
      programs: zip(programs, times).map { program, times in
        Program(
          name: program.name, runs: program.runs, memory: program.plan.memory,
          steps: zip(program.plan.steps, times).map { Step(description: $0, seconds: median($1)) })
      },
      variableBytes: variables.names.reduce(0) { $0 + (variables.shape(of: $1)?.count ?? 0) }
        * MemoryLayout<Float>.stride)
  }

  private static func freshVariables(_ definition: ModelDefinition, seed: UInt64) throws -> VariableStore {
    let variables = VariableStore()
    try definition.generator.initialize(variables, key: SeedPurpose.generatorWeights.key(of: seed))
    try definition.discriminator.initialize(variables, key: SeedPurpose.discriminatorWeights.key(of: seed))
    return variables
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
