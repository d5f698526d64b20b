import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

import ArtSettings
@testable import ArtGAN

/// Whole training programs, as they run in the product, against the reference in double precision: every measurement,
/// every weight and all state behind one step.
@Suite("Training steps")
struct StepParityTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let definition: ModelDefinition

    init(_ name: String, _ change: (inout ModelDefinition) throws -> Void) {
      var definition = Examples.definition(batchSize: 3)
      do { try change(&definition) } catch { Issue.record(error) }
      testDescription = "\(name), \(definition.recipe.updateRule.name)"
      self.definition = definition
    }
  }

  static let rules: [UpdateRule] = [.simultaneous, .alternating(discriminatorSteps: 2)]

  static let cases: [Case] = rules.flatMap { rule in
    LossRegistry.builtIn.map { loss in
      Case("\(loss)") {
        $0.recipe.updateRule = rule
        $0.recipe.loss = loss
      }
    } + [
      Case("average") {
        $0.recipe.updateRule = rule
        $0.recipe.ema = EMA(.decay(0.9), rampUp: 0)
      },
      Case("R1") {
        $0.recipe.updateRule = rule
        $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.3, every: 2)
      },
      Case("R1 in every step") {
        $0.recipe.updateRule = rule
        $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.3, every: 1)
      },
      Case("WGAN-GP") {
        $0.recipe.updateRule = rule
        $0.recipe.loss = .wasserstein
        $0.recipe.gradientPenalty = GradientPenalty(.wganGP, weight: 0.3)
      },
      Case("normalisations and R1") {
        $0.recipe.updateRule = rule
        $0.discriminator = DCGANDiscriminator(
          channels: [4, 6, 6, 4], kernelSize: 3, normalization: Normalization(.group, groups: 2)
        ).network(imageShape: $0.imageShape)
        $0.discriminator.layers.insert(InstanceNorm(), at: 2)
        $0.generator = DCGANGenerator(channels: [6, 5, 4], kernelSize: 3, normalization: Normalization(.pixel))
          .network(latentSize: 5, imageShape: $0.imageShape)
        $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.3, every: 1)
      },
      Case("changed images and R1") {
        $0.recipe.updateRule = rule
        $0.recipe.augmentation = DiscriminatorAugmentation()
        $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.3, every: 2)
      },
      Case("images changed now and then, WGAN-GP") {
        $0.recipe.updateRule = rule
        $0.recipe.augmentation = DiscriminatorAugmentation(
          translation: 0.3, cutout: 0.3, probability: .adaptive(AugmentationRule()))
        $0.recipe.gradientPenalty = GradientPenalty(.wganGP, weight: 0.3)
      },
      Case("classes by batch normalisation, R1 and an average") {
        $0.recipe.updateRule = rule
        $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.3, every: 2)
        $0.recipe.ema = EMA(.decay(0.9), rampUp: 0)
        try $0.learnClasses(.batchNorm)
      },
      Case("classes both ways, WGAN-GP and spectral normalisation") {
        $0.recipe.updateRule = rule
        $0.recipe.loss = .hinge
        $0.discriminator = DCGANDiscriminator(channels: [4, 5], kernelSize: 3, spectralNorm: true)
          .network(imageShape: $0.imageShape)
        $0.recipe.gradientPenalty = GradientPenalty(.wganGP, weight: 0.3)
        try $0.learnClasses(.both)
      },
      Case("spectral normalisation and penalties on weights") {
        $0.recipe.updateRule = rule
        $0.discriminator = DCGANDiscriminator(channels: [4, 5], kernelSize: 3, spectralNorm: true)
          .network(imageShape: $0.imageShape)
        $0.generator = DCGANGenerator(channels: [6, 5, 4], kernelSize: 3, spectralNorm: true)
          .network(latentSize: 5, imageShape: $0.imageShape)
        $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.3, every: 1)
        $0.recipe.generatorOptimizer.orthogonal = 1e-3
        $0.recipe.discriminatorOptimizer.l2 = 1e-3
      },
    ]
  }

  @Test("agree with the reference", arguments: cases)
  func parity(_ test: Case) throws {
    // Two steps first, so that optimisers and averages remember something.
    let trainer = try TrainerTests.trainer(test.definition)
    for _ in 0..<2 { _ = try trainer.step() }
    let programs = try StepPrograms(test.definition, noise: .drawn, device: CPUDevice(threads: 2)).all
    for program in programs { try compare(program, trainer.variables) }
  }

  private func compare(_ program: Program, _ start: VariableStore) throws {
    let store = CPUDevice(threads: 1).makeVariables()
    var reference = ReferenceExecutor(seed: 3, step: 5)
    for name in start.names {
      store[name] = start[name]
      reference.variables[name] = start[name].map(ReferenceArray.init)
    }
    let executor = try CPUDevice(threads: 2).makeExecutor(program, variables: store)
    for (name, shape) in program.inputs {
      let numbers = RepeatableNumbers(name)
      let tensor =
        name == StepInput.labels.rawValue
        ? Tensor(shape: shape, scalars: (0..<shape.count).map { Float($0 % 2) })
        : name == StepInput.augmentProbability.rawValue
          ? Tensor(0.6) : shape.rank > 0 ? numbers.tensor(shape, low: -1, high: 1) : Tensor(0.01)
      try executor.setInput(name, tensor)
      reference.inputs[name] = ReferenceArray(tensor)
    }
    try executor.run(seed: 3, step: 5)
    for (name, expected) in try reference.run(program) {
      let found = try executor.output(name)
      #expect(abs(Double(found.scalars[0]) - expected.numbers[0]) < 1e-4 * max(1, abs(expected.numbers[0])), "\(name)")
    }
    for name in program.variables.keys {
      let (found, expected) = (try #require(store[name]), try #require(reference.variables[name]))
      // Adam divides by the gradient's own size: where that is rounding only, a change has the size of the rate.
      let scale = max(expected.largestMagnitude, 0.1)
      let worst = zip(found.scalars, expected.numbers).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
      #expect(worst < 2e-4 * scale, "\(name): \(worst)")
      let before = try #require(start[name])
      let moved = zip(before.scalars, expected.numbers).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
      if moved > 1e-5 { #expect(found != before, "\(name) did not change") }
    }
  }
}
