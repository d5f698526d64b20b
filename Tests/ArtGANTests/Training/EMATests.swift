import ArtCPU
import ArtFiles
import ArtGraph
import ArtNN
import ArtTensor
import Foundation
import Testing

@testable import ArtGAN

@Suite("The average of the generator's weights")
struct EMATests {
  static let rules: [UpdateRule] = [.simultaneous, .alternating(discriminatorSteps: 2)]

  static func definition(
    _ rule: UpdateRule = .simultaneous, _ ema: EMA? = EMA(.decay(0.9), rampUp: 0)
  ) -> ModelDefinition {
    var definition = Examples.definition(updateRule: rule, steps: 6)
    definition.recipe.ema = ema
    return definition
  }

  @Test(
    "remembers as many images as it should",
    arguments: [
      (EMA(.decay(0.999), rampUp: 0), 0, 32, 0.999), (EMA(.decay(0), rampUp: 0), 5, 32, 0),
      // Half of the influence after 10 steps, and after 20 steps of half the size.
      (EMA(.halfLife(images: 320), rampUp: 0), 0, 32, pow(0.5, 1 / 10)),
      (EMA(.halfLife(images: 320), rampUp: 0), 0, 16, pow(0.5, 1 / 20)),
      // The first average is the first weights; then the half-life is a twentieth of the images, until it is long
      // enough.
      (EMA(.halfLife(images: 320), rampUp: 0.05), 0, 32, 0),
      (EMA(.halfLife(images: 320), rampUp: 0.05), 100, 32, pow(0.5, 32.0 / 160)),
      (EMA(.halfLife(images: 320), rampUp: 0.05), 200, 32, pow(0.5, 32.0 / 320)),
      (EMA(.halfLife(images: 320), rampUp: 0.05), 5000, 32, pow(0.5, 32.0 / 320)),
      (EMA(.decay(0.999), rampUp: 0.5), 2, 7, 0.5),
      (EMA(.decay(0.999), rampUp: 0.5), 4000, 7, 0.999),
    ] as [(EMA, Int, Int, Double)])
  func decays(_ ema: EMA, step: Int, batchSize: Int, expected: Double) {
    #expect(abs(ema.decay(atStep: step, batchSize: batchSize) - expected) < 1e-12)
  }

  /// The average of all steps' weights and moving statistics, computed beside the training in double precision.
  @Test("follows the weights by its formula", arguments: rules, [0, 0.5])
  func formula(_ rule: UpdateRule, rampUp: Double) throws {
    let definition = Self.definition(rule, EMA(.decay(0.9), rampUp: rampUp))
    let trainer = try TrainerTests.trainer(definition)
    let names = try definition.generator.parameters().map(\.name)
    func numbers(_ name: String) throws -> [Double] { try #require(trainer.variables[name]).scalars.map(Double.init) }
    var expected = try Dictionary(uniqueKeysWithValues: names.map { ($0, try numbers($0)) })
    #expect(names.contains { $0.hasSuffix("moving_variance") })
    for step in 0..<6 {
      _ = try trainer.step()
      let decay = definition.recipe.ema?.decay(atStep: step, batchSize: 6) ?? .nan
      for name in names {
        expected[name] = zip(expected[name] ?? [], try numbers(name)).map { decay * $0 + (1 - decay) * $1 }
        let found = try numbers("ema.\(name)")
        #expect(zip(found, expected[name] ?? []).allSatisfy { abs($0 - $1) < 1e-5 * max(1, abs($1)) }, "\(name)")
      }
    }
    #expect(try numbers("ema.\(names[0])") != numbers(names[0]))
  }

  @Test("does not change what is learnt", arguments: rules)
  func bystander(_ rule: UpdateRule) throws {
    let plain = try TrainerTests.trainer(Self.definition(rule, nil))
    let averaged = try TrainerTests.trainer(Self.definition(rule))
    _ = try plain.train()
    _ = try averaged.train()
    for name in plain.variables.names { #expect(plain.variables[name] == averaged.variables[name], "\(name)") }
  }

  @Test("is in the checkpoint, and training that is resumed writes the same bytes", arguments: rules)
  func resume(_ rule: UpdateRule) throws {
    let definition = Self.definition(rule, EMA(.halfLife(images: 20), rampUp: 0.4))
    #expect(try definition.trainingShapes()["ema.generator.layers.0.kernel"] != nil)
    try TrainerTests.expectExactResume(definition, stop: 3)
  }

  @Test("makes the images, unless the weights of the moment are asked for")
  func sampling() throws {
    let trainer = try TrainerTests.trainer(Self.definition())
    _ = try trainer.train()
    let device = CPUDevice(threads: 1)
    let points = trainer.definition.latent.points(seed: 1, count: 3)
    func raw(_ sampler: Sampler) throws -> [[Float]] {
      var images: [[Float]] = []
      try sampler.forEachRaw(points) { images.append(Array($1)) }
      return images
    }
    let live = try raw(Sampler(trainer.definition, variables: trainer.variables, device: device))
    let moment = try raw(
      Sampler(trainer.definition, variables: trainer.variables, usesEMA: false, device: device))
    #expect(live != moment)
    let checkpoint = try trainer.checkpoint()
    #expect(try raw(Sampler(checkpoint, device: device)) == live)
    #expect(try raw(Sampler(checkpoint, usesEMA: false, device: device)) == moment)

    // Weights alone are the averaged ones, under the generator's own names.
    let weights = try checkpoint.weightsOnly()
    #expect(Set(weights.tensors.keys) == Set(try checkpoint.definition.weightShapes().keys))
    #expect(try raw(Sampler(weights, device: device)) == live)
    let discriminator = "discriminator.layers.0.kernel"
    #expect(weights.tensors[discriminator] == checkpoint.tensors[discriminator])
    try Examples.withFile { path in
      try checkpoint.write(to: .typed(path))
      #expect(try Checkpoint(readingFrom: path, weightsOnly: true) == weights)
    }
  }

  @Test("begins at the weights, also of an earlier training")
  func beginning() throws {
    let name = "generator.layers.0.kernel"
    let trainer = try TrainerTests.trainer(Self.definition())
    #expect(trainer.variables["ema.\(name)"] == trainer.variables[name])
    _ = try trainer.train()
    let anew = try Trainer(
      startingFrom: trainer.checkpoint(), batches: ExampleImages(), seed: 3, device: CPUDevice(threads: 1))
    #expect(anew.variables[name] == trainer.variables[name])
    #expect(anew.variables["ema.\(name)"] == trainer.variables[name])
  }

  @Test(
    "survives encoding",
    arguments: [
      EMA(), EMA(.decay(0.5), rampUp: 0), EMA(.halfLife(images: 7), rampUp: 1),
    ])
  func coding(_ ema: EMA) throws {
    let data = try JSONEncoder().encode(ema)
    #expect(try JSONDecoder().decode(EMA.self, from: data) == ema)
  }
}
