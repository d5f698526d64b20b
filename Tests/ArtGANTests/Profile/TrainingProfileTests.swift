import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import Testing

@testable import ArtGAN

@Suite struct TrainingProfileTests {
  @Test(
    arguments: [
      (.simultaneous, nil, ["step"], [1]),
      (.simultaneous, 1, ["step"], [1]),
      (.simultaneous, 4, ["step", "step with gradient penalty"], [0.75, 0.25]),
      (.alternating(discriminatorSteps: 3), nil, ["discriminator update", "generator update"], [3, 1]),
      (
        .alternating(discriminatorSteps: 3), 2,
        ["discriminator update", "generator update", "discriminator update with gradient penalty"], [1.5, 1, 1.5]
      ),
    ] as [(UpdateRule, Int?, [String], [Double])])
  func programsOfTheRuleAreMeasured(rule: UpdateRule, interval: Int?, names: [String], runs: [Double]) throws {
    var definition = Examples.definition(updateRule: rule)
    definition.recipe.gradientPenalty = interval.map { GradientPenalty(.r1, every: $0) }
    let profile = try TrainingProfile.measure(definition, device: CPUDevice(threads: 2), steps: 2)
    #expect(profile.programs.map(\.name) == names)
    #expect(profile.programs.map(\.runs) == runs)
    #expect(profile.measuredSteps == 2)
    #expect(profile.threads == 2)
    #expect(profile.batchSize == 6)
    #expect(profile.seconds >= 0)
    for program in profile.programs {
      #expect(program.steps.allSatisfy { $0.seconds >= 0 && $0.description.bytesMoved > 0 })
      #expect(program.steps.contains { $0.seconds > 0 })
      let kinds = Set(program.steps.map(\.description.kind))
      #expect(kinds.isSuperset(of: [.convolutionForward, .convolutionInputGradient, .matrixProduct, .fused]))
    }
    let parts = Set(profile.programs.flatMap(\.steps).flatMap(\.description.scopes))
    #expect(parts.contains("generator.layers.0 (Dense)"))
    #expect(parts.contains("optimizer.discriminator"))

    let trained = try definition.trainingShapes().values.reduce(0) { $0 + $1.count }
    #expect(profile.variableBytes == 4 * trained)
    #expect(profile.totalBytes > profile.variableBytes)
  }

  /// An observed step learns the same to the last bit, and every planned step is reported at each run of its program.
  @Test(arguments: [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func observedStepIsAStep(rule: UpdateRule) throws {
    let definition = Examples.definition(updateRule: rule)
    func run(_ observer: StepObserver?) throws -> (StepOutcome, [Tensor?], [StepProgram]) {
      let variables = CPUDevice(threads: 1).makeVariables()
      try definition.generator.initialize(variables, key: RandomKey(seed: 1))
      try definition.discriminator.initialize(variables, key: RandomKey(seed: 2))
      let step = try AdversarialStep(definition, variables: variables, device: CPUDevice(threads: 1))
      let outcome = try step.run(
        seed: 3, step: 0, inputs: StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0.01),
        real: { ExampleImages().fill(batch: $0, into: $1) }, observer: observer)
      return (outcome, variables.names.map { variables[$0] }, step.programs)
    }
    var seen: [[Int]] = [[], []]
    let plain = try run(nil)
    let observed = try run { program, planned, _ in seen[program].append(planned) }
    #expect(plain.0 == observed.0)
    #expect(plain.1 == observed.1)
    for (number, program) in observed.2.enumerated() {
      let once = Array(program.plan.steps.indices)
      #expect(seen[number] == (0..<Int(program.runs)).flatMap { _ in once })
    }
  }
}
