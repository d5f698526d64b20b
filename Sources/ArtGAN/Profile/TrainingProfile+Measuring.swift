public import ArtGraph
import ArtNN
import ArtTensor

extension TrainingProfile {
  /// Steps before the first that counts: memory is touched, processors leave their rest.
  private static let warmSteps = 3

  /// Compiles a model's training step as a ``Trainer`` does, runs it on random images, and times each planned step.
  ///
  /// - Parameters:
  ///   - definition: the model; its recipe gives the batch size.
  ///   - device: runs the programs.
  ///   - steps: the training steps to measure, at least 1.
  /// - Throws: ``ModelError`` or `GraphError` if the model cannot be built.
  public static func measure(
    _ definition: ModelDefinition, device: any Device, steps: Int
  ) throws -> TrainingProfile {
    try definition.validate()
    let variables = try freshVariables(definition, seed: 1, device)
    let step = try AdversarialStep(definition, variables: variables, device: device)
    let programs = step.programs
    let rounds = max(steps, 1)

    let count = definition.recipe.batchSize * definition.imageShape.count
    let black = definition.pixelRange.black
    let images = SeedPurpose.batches.key(of: 1).uniforms(count: count).map { black + definition.pixelRange.extent * $0 }
    let inputs = definition.recipe.inputs(atStep: 0, of: warmSteps + rounds)
    let clock = ContinuousClock()
    var seconds = 0.0
    var parts = programs.map { [Double](repeating: 0, count: $0.plan.steps.count) }
    for (first, share) in kindsOfSteps(definition.recipe) {
      var times = programs.map { [[Double]](repeating: [], count: $0.plan.steps.count) }
      var wholeTimes: [Double] = []
      for round in 0..<warmSteps + rounds {
        var current = programs.map { [Double](repeating: 0, count: $0.plan.steps.count) }
        let whole = try clock.measure {
          _ = try step.run(
            seed: 1, step: first + round * (definition.recipe.gradientPenalty?.every ?? 1), inputs: inputs,
            real: { _, buffer in _ = buffer.update(from: images) },
            observer: { program, planned, duration in current[program][planned] += duration.inSeconds })
        }
        guard round >= warmSteps else { continue }
        wholeTimes.append(whole.inSeconds)
        for (program, seconds) in current.enumerated() {
          for (planned, seconds) in seconds.enumerated() { times[program][planned].append(seconds) }
        }
      }
      seconds += share * median(wholeTimes)
      for program in parts.indices {
        for planned in parts[program].indices { parts[program][planned] += share * median(times[program][planned]) }
      }
    }

    return TrainingProfile(
      model: definition.id, batchSize: definition.recipe.batchSize, threads: device.pool.threads,
      convolutionAlgorithms: device.convolutionAlgorithms, measuredSteps: rounds, seconds: seconds,
      programs: zip(programs, parts).map { program, parts in
        Program(
          name: program.name, runs: program.runs, memory: program.plan.memory,
          steps: zip(program.plan.steps, parts).map { Step(description: $0, seconds: $1) })
      },
      variableBytes: variables.names.reduce(0) { $0 + (variables.shape(of: $1)?.count ?? 0) }
        * MemoryLayout<Float>.stride)
  }

  /// Steps that differ in how many of their discriminator updates have a gradient penalty: the first of each kind, and
  /// its share of all steps.
  private static func kindsOfSteps(_ recipe: TrainingRecipe) -> [(first: Int, share: Double)] {
    guard let penalty = recipe.gradientPenalty else { return [(0, 1)] }
    let updates = recipe.updateRule.batchesPerStep
    let kinds = Dictionary(grouping: 0..<penalty.every) { step in
      (step * updates..<(step + 1) * updates).count { penalty.isDue(atUpdate: $0) }
    }
    return kinds.values.map { ($0[0], Double($0.count) / Double(penalty.every)) }.sorted { $0.first < $1.first }
  }

  private static func freshVariables(_ definition: ModelDefinition, seed: UInt64, _ device: any Device) throws
    -> VariableStore
  {
    let variables = device.makeVariables()
    try definition.initialize(variables, seed: seed)
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
