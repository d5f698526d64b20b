import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import Testing

@Suite("Update rules")
struct UpdateRuleTests {
  /// The weights of both networks before and after one step that is fed the same images and noise.
  static func step(
    _ definition: ModelDefinition,
    inputs: StepInputs = StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0.01),
    noise: @escaping (Int) -> Float = { _ in 0.3 }
  ) throws -> (before: [String: Tensor], after: [String: Tensor], outcome: StepOutcome) {
    let variables = CPUDevice(threads: 1).makeVariables()
    try definition.generator.initialize(variables, key: RandomKey(seed: 1))
    try definition.discriminator.initialize(variables, key: RandomKey(seed: 2))
    func weights() throws -> [String: Tensor] {
      try definition.weightShapes().keys.reduce(into: [:]) { $0[$1] = variables[$1] }
    }
    let before = try weights()
    let step = try AdversarialStep(definition, variables: variables, device: CPUDevice(threads: 1), noise: .given)
    var draws = 0
    let outcome = try step.run(
      seed: 1, step: 0, inputs: inputs, real: { ExampleImages().fill(batch: $0, into: $1) },
      noise: { buffer in
        for index in buffer.indices { buffer[index] = noise(draws) * Float(index % 7) - 0.5 }
        draws += 1
      })
    return (before, try weights(), outcome)
  }

  static func changed(_ prefix: String, _ a: [String: Tensor], _ b: [String: Tensor]) -> Bool {
    a.keys.contains { $0.hasPrefix(prefix) && a[$0] != b[$0] }
  }

  /// The example without dropout and batch normalisation in the discriminator, so that steps can be compared.
  static func plain(_ rule: UpdateRule) -> ModelDefinition {
    var definition = Examples.definition(updateRule: rule)
    definition.discriminator.layers.remove(at: 3)
    definition.discriminator.layers.remove(at: 2)
    return definition
  }

  @Test("with alternating turns, the generator's turn leaves the discriminator as it is to the bit")
  func fixedDiscriminator() throws {
    let inputs = StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0)
    let rule = UpdateRule.alternating(discriminatorSteps: 1)
    let (before, after, _) = try Self.step(Examples.definition(updateRule: rule), inputs: inputs)
    let trainable = before.filter { $0.key.hasPrefix("discriminator") && !$0.key.contains("moving") }
    #expect(trainable.allSatisfy { after[$0.key] == $0.value })
    #expect(Self.changed("generator", before, after))
    // Its own turn has seen real and generated images, one batch after the other: two updates of the statistics.
    let name = "discriminator.layers.3.moving_variance"
    #expect(after[name] != before[name])
  }

  @Test("with alternating turns, the discriminator's turns leave the generator as it is to the bit")
  func fixedGenerator() throws {
    // Without a learning rate the generator's own turn changes nothing but its moving statistics, and those once.
    let inputs = StepInputs(generatorLearningRate: 0, discriminatorLearningRate: 0.01)
    let (_, once, _) = try Self.step(
      Self.plain(.alternating(discriminatorSteps: 1)), inputs: inputs, noise: { _ in 0.3 })
    let (_, many, _) = try Self.step(
      Self.plain(.alternating(discriminatorSteps: 4)), inputs: inputs, noise: { _ in 0.3 })
    let generator = once.filter { $0.key.hasPrefix("generator") }
    #expect(generator.allSatisfy { many[$0.key] == $0.value })
    #expect(once["discriminator.layers.0.kernel"] != many["discriminator.layers.0.kernel"])
  }

  @Test("the simultaneous rule takes both gradients at the weights from before the step")
  func simultaneous() throws {
    let both = try Self.step(Self.plain(.simultaneous))
    let generatorAlone = try Self.step(
      Self.plain(.simultaneous), inputs: StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0))
    let discriminatorAlone = try Self.step(
      Self.plain(.simultaneous), inputs: StepInputs(generatorLearningRate: 0, discriminatorLearningRate: 0.01))
    for (name, tensor) in both.after {
      let other = name.hasPrefix("generator") ? generatorAlone : discriminatorAlone
      #expect(other.after[name] == tensor, "\(name)")
    }
    #expect(Self.changed("generator", both.before, both.after))
    #expect(Self.changed("discriminator", both.before, both.after))
  }

  @Test("the generator's turn sees the discriminator as its turn left it")
  func order() throws {
    let still = try Self.step(
      Self.plain(.alternating(discriminatorSteps: 1)),
      inputs: StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0))
    let moved = try Self.step(
      Self.plain(.alternating(discriminatorSteps: 1)),
      inputs: StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0.1))
    #expect(still.outcome.discriminatorLoss == moved.outcome.discriminatorLoss)
    #expect(still.outcome.generatorLoss != moved.outcome.generatorLoss)
    let simultaneous = try Self.step(Self.plain(.simultaneous))
    #expect(still.outcome.generatorLoss == simultaneous.outcome.generatorLoss)
  }

  @Test(
    "several discriminator turns each see a batch of their own, and the generator's turn the last where it looks",
    arguments: [
      (.nonSaturating, [0, 1, 2, 3, 4, 5]), (.relativisticAverage, [0, 1, 2, 2, 3, 4, 5, 5]),
    ] as [(AdversarialLoss, [Int])])
  func batches(_ loss: AdversarialLoss, expected: [Int]) throws {
    var seen: [Int] = []
    var definition = Self.plain(.alternating(discriminatorSteps: 3))
    definition.recipe.loss = loss
    let variables = CPUDevice(threads: 1).makeVariables()
    try definition.generator.initialize(variables, key: RandomKey(seed: 1))
    try definition.discriminator.initialize(variables, key: RandomKey(seed: 2))
    let step = try AdversarialStep(definition, variables: variables, device: CPUDevice(threads: 1))
    for number in 0..<2 {
      _ = try step.run(
        seed: 1, step: number, inputs: StepInputs(generatorLearningRate: 0.01, discriminatorLearningRate: 0.01),
        real: { batch, buffer in
          seen.append(batch)
          ExampleImages().fill(batch: batch, into: buffer)
        })
    }
    #expect(seen == expected)
  }
}
