import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import Foundation
import ArtSettings
import Testing

@Suite("Training")
struct TrainerTests {
  static let rules: [UpdateRule] = [
    .simultaneous, .alternating(discriminatorSteps: 1), .alternating(discriminatorSteps: 3),
  ]

  static func trainer(_ definition: ModelDefinition, threads: Int = 1, seed: UInt64 = 7) throws -> Trainer {
    let images = ExampleImages(classCount: definition.classes.count)
    return try Trainer(definition, batches: images, seed: seed, device: CPUDevice(threads: threads))
  }

  @Test("that was stopped and resumed writes the same bytes as one that was not", arguments: rules, [0, 1, 5, 11])
  func resume(_ rule: UpdateRule, stop: Int) throws {
    let definition = Examples.definition(updateRule: rule)
    let whole = try Self.trainer(definition)
    #expect(try whole.train() == .finished)
    let expected = try Examples.bytes(of: whole.checkpoint())

    let resumed = try Examples.withFile { path in
      let first = try Self.trainer(definition)
      let events = TrainingCallbacks(
        onSave: { try $0.writeCheckpoint(to: .typed(path)) }, shouldStop: { first.state.step == stop })
      #expect(try first.train(events) == .interrupted)
      let checkpoint = try Checkpoint(readingFrom: path)
      #expect(checkpoint.state?.step == stop)
      let second = try Trainer(resuming: checkpoint, batches: ExampleImages(), device: CPUDevice(threads: 2))
      #expect(try second.train() == .finished)
      return try Examples.bytes(of: second.checkpoint())
    }
    #expect(resumed == expected)
  }

  @Test(
    "with any loss that was stopped and resumed writes the same bytes as one that was not",
    arguments: LossRegistry.builtIn, [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func resumeLosses(_ loss: AdversarialLoss, rule: UpdateRule) throws {
    try Self.expectExactResume(Examples.definition(updateRule: rule, loss: loss, steps: 6), stop: 3)
  }

  /// A discriminator of patches learns under every loss, with what else depends on its map of logits.
  @Test("resumes exactly with a discriminator of patches", arguments: LossRegistry.builtIn, rules)
  func patches(_ loss: AdversarialLoss, rule: UpdateRule) throws {
    var definition = Examples.definition(updateRule: rule, loss: loss, steps: 4)
    definition.discriminator = PatchDiscriminator(width: 3, halvings: 1).network(imageShape: definition.imageShape)
    definition.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0.5, every: 2)
    definition.recipe.augmentation = DiscriminatorAugmentation()
    try Self.expectExactResume(definition, stop: 2)
  }

  /// Trains a model to its end, with and without a stop after some steps and another number of threads then, and expects
  /// the same bytes in both checkpoints' files.
  static func expectExactResume(
    _ definition: ModelDefinition, stop: Int, batches: any ImageBatches = ExampleImages()
  ) throws {
    let whole = try Trainer(definition, batches: batches, seed: 7, device: CPUDevice(threads: 1))
    #expect(try whole.train() == .finished)
    let resumed = try Examples.withFile { path in
      let first = try Trainer(definition, batches: batches, seed: 7, device: CPUDevice(threads: 1))
      for _ in 0..<stop { _ = try first.step() }
      try first.checkpoint().write(to: .typed(path))
      let second = try Trainer(
        resuming: Checkpoint(readingFrom: path), batches: batches, device: CPUDevice(threads: 2))
      #expect(try second.train() == .finished)
      return try Examples.bytes(of: second.checkpoint())
    }
    #expect(try resumed == Examples.bytes(of: whole.checkpoint()))
  }

  @Test("gives the same bits for any number of threads", arguments: rules)
  func threads(_ rule: UpdateRule) throws {
    let definition = Examples.definition(updateRule: rule, steps: 3)
    var results: [Checkpoint] = []
    for threads in 1...3 {
      let trainer = try Self.trainer(definition, threads: threads)
      _ = try trainer.train()
      results.append(try trainer.checkpoint())
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test("follows its seed")
  func seeds() throws {
    let definition = Examples.definition(steps: 2)
    let runs = try ([7, 7, 8] as [UInt64]).map { seed in
      let trainer = try Self.trainer(definition, seed: seed)
      _ = try trainer.train()
      return try trainer.checkpoint().tensors
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }

  @Test("measures every step", arguments: rules)
  func metrics(_ rule: UpdateRule) throws {
    let trainer = try Self.trainer(Examples.definition(updateRule: rule))
    var all: [StepMetrics] = []
    _ = try trainer.train(TrainingCallbacks(onStep: { all.append($0) }))
    #expect(all.map(\.step) == Array(1...12))
    let images = 6 * rule.batchesPerStep
    #expect(all.map(\.images) == (1...12).map { $0 * images })
    #expect(all.last?.epoch == Double(12 * images) / 40)
    for metrics in all {
      #expect((0...1).contains(metrics.realAccuracy) && (0...1).contains(metrics.fakeAccuracy))
      #expect(metrics.generatorGradient > 0 && metrics.discriminatorGradient > 0)
      #expect(metrics.discriminatorLoss > 0 && metrics.generatorLoss > 0)
      #expect(metrics.lossRatio == metrics.discriminatorLoss / metrics.generatorLoss)
    }
    #expect(all[0].generatorLearningRate == Float(1e-3 / 3))
    #expect(abs(all[11].generatorLearningRate - 1e-4) < 5e-5)
    let line = try JSONEncoder().encode(all[0])
    #expect(try JSONDecoder().decode(StepMetrics.self, from: line) == all[0])
  }

  @Test("saves when it is over")
  func savesAtTheEnd() throws {
    let trainer = try Self.trainer(Examples.definition())
    var checkpoints: [Int] = []
    _ = try trainer.train(TrainingCallbacks(onSave: { checkpoints.append($0.state.step) }))
    #expect(checkpoints == [12])
    #expect(trainer.isFinished)
    #expect(try trainer.train() == .finished)
    #expect(trainer.state.step == 12)
  }

  @Test("stops when a loss is no number, and keeps the last good checkpoint")
  func divergence() throws {
    // From batch 3 on the images are infinitely bright.
    let images = ExampleImages(brightness: { $0 < 3 ? 0.5 : .infinity })
    let trainer = try Trainer(
      Examples.definition(), batches: images, seed: 7, device: CPUDevice(threads: 1))
    let store = MemoryStore()
    let error = #expect(throws: TrainingError.self) {
      try trainer.train(PeriodicCheckpoints(every: .steps(2), in: store))
    }
    #expect(
      error.map { "\($0)" }
        == "training diverged at step 4: the discriminator's loss is NaN or infinite; the checkpoint of "
        + "step 2 is good. A lower learning rate or gradient clipping often helps")
    #expect(store.saved?.state?.step == 2)
    #expect(throws: TrainingError.self) { try trainer.checkpoint() }
  }

  @Test("refuses images that it cannot use, and checkpoints that it cannot resume")
  func refusals() throws {
    let definition = Examples.definition()
    let device = CPUDevice(threads: 1)
    #expect(throws: TrainingError.noImages) {
      try Trainer(definition, batches: ExampleImages(imageCount: 0), seed: 1, device: device)
    }
    #expect(throws: TrainingError.imageShape(found: [8, 8, 3], expected: [8, 8, 1])) {
      try Trainer(definition, batches: ExampleImages(imageShape: [8, 8, 3]), seed: 1, device: device)
    }
    let checkpoint = try Self.trainer(definition).checkpoint()
    #expect(throws: TrainingError.otherImages) {
      try Trainer(resuming: checkpoint, batches: ExampleImages(contentHash: "others"), device: device)
    }
    #expect(throws: TrainingError.notResumable) {
      try Trainer(resuming: checkpoint.weightsOnly(), batches: ExampleImages(), device: device)
    }
  }

  @Test("goes on beyond its first budget, and begins anew from weights")
  func continuing() throws {
    var definition = Examples.definition(steps: 4)
    definition.recipe.schedule = .constant
    let short = try Self.trainer(definition)
    _ = try short.train()
    let longer = try Trainer(
      resuming: short.checkpoint(), budget: .steps(9), batches: ExampleImages(), device: CPUDevice(threads: 1))
    _ = try longer.train()
    definition.recipe.budget = .steps(9)
    let whole = try Self.trainer(definition)
    _ = try whole.train()
    #expect(try longer.checkpoint() == whole.checkpoint())

    var recipe = definition.recipe
    recipe.updateRule = .alternating(discriminatorSteps: 2)
    let anew = try Trainer(
      startingFrom: short.checkpoint().weightsOnly(), recipe: recipe,
      batches: ExampleImages(contentHash: "others"), seed: 3, device: CPUDevice(threads: 1))
    #expect(anew.state.step == 0)
    let name = "generator.layers.0.kernel"
    #expect(anew.variables[name] == short.variables[name])
    _ = try anew.step()
    #expect(anew.variables[name] != short.variables[name])
  }
}
