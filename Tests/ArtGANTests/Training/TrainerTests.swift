import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import Foundation
import Testing

@Suite("Training")
struct TrainerTests {
  static let rules: [UpdateRule] = [
    .simultaneous, .alternating(discriminatorSteps: 1), .alternating(discriminatorSteps: 3),
  ]

  static func trainer(_ definition: ModelDefinition, threads: Int = 1, seed: UInt64 = 7) throws -> Trainer {
    let pictures = ExamplePictures(classCount: definition.classes.count)
    return try Trainer(definition, batches: pictures, seed: seed, pool: ThreadPool(threads: threads))
  }

  @Test("that was stopped and resumed writes the same bytes as one that was not", arguments: rules, [0, 1, 5, 11])
  func resume(_ rule: UpdateRule, stop: Int) throws {
    let definition = Examples.definition(updateRule: rule)
    let whole = try Self.trainer(definition)
    #expect(try whole.train() == .finished)
    let expected = try Examples.bytes(of: whole.checkpoint())

    let resumed = try Examples.withFile { path in
      let first = try Self.trainer(definition)
      let events = TrainingEvents(
        onCheckpoint: { try $0.writeCheckpoint(to: path) }, shouldStop: { first.state.step == stop })
      #expect(try first.train(events) == .stopped)
      let checkpoint = try Checkpoint(readingFrom: path)
      #expect(checkpoint.state?.step == stop)
      let second = try Trainer(resuming: checkpoint, batches: ExamplePictures(), pool: ThreadPool(threads: 2))
      #expect(try second.train() == .finished)
      return try Examples.bytes(of: second.checkpoint())
    }
    #expect(resumed == expected)
  }

  @Test(
    "with any loss that was stopped and resumed writes the same bytes as one that was not",
    arguments: AdversarialLoss.allCases, [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func resumeLosses(_ loss: AdversarialLoss, rule: UpdateRule) throws {
    try Self.expectExactResume(Examples.definition(updateRule: rule, loss: loss, steps: 6), stop: 3)
  }

  /// Trains a model to its end, with and without a stop after some steps and another number of threads then, and expects
  /// the same bytes in both checkpoints' files.
  static func expectExactResume(
    _ definition: ModelDefinition, stop: Int, batches: any PictureBatches = ExamplePictures()
  ) throws {
    let whole = try Trainer(definition, batches: batches, seed: 7, pool: ThreadPool(threads: 1))
    #expect(try whole.train() == .finished)
    let resumed = try Examples.withFile { path in
      let first = try Trainer(definition, batches: batches, seed: 7, pool: ThreadPool(threads: 1))
      for _ in 0..<stop { _ = try first.step() }
      try first.checkpoint().write(to: path)
      let second = try Trainer(
        resuming: Checkpoint(readingFrom: path), batches: batches, pool: ThreadPool(threads: 2))
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
    _ = try trainer.train(TrainingEvents(onStep: { all.append($0) }))
    #expect(all.map(\.step) == Array(1...12))
    let pictures = 6 * rule.batchesPerStep
    #expect(all.map(\.pictures) == (1...12).map { $0 * pictures })
    #expect(all.last?.epoch == Double(12 * pictures) / 40)
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

  @Test("calls when it was asked to")
  func events() throws {
    let trainer = try Self.trainer(Examples.definition())
    var (samples, checkpoints): ([Int], [Int]) = ([], [])
    _ = try trainer.train(
      TrainingEvents(
        sampleEvery: 5, onSample: { samples.append($0.state.step) },
        checkpointEvery: 4, onCheckpoint: { checkpoints.append($0.state.step) }))
    #expect(samples == [5, 10, 12])
    #expect(checkpoints == [4, 8, 12])
    #expect(trainer.isFinished)
    #expect(try trainer.train() == .finished)
    #expect(trainer.state.step == 12)
  }

  @Test("stops when a loss is no number, and keeps the last good checkpoint")
  func divergence() throws {
    // From batch 3 on the pictures are infinitely bright.
    let pictures = ExamplePictures(brightness: { $0 < 3 ? 0.5 : .infinity })
    let trainer = try Trainer(
      Examples.definition(), batches: pictures, seed: 7, pool: ThreadPool(threads: 1))
    var checkpoints: [Checkpoint] = []
    let error = #expect(throws: TrainingError.self) {
      try trainer.train(TrainingEvents(checkpointEvery: 2, onCheckpoint: { checkpoints.append(try $0.checkpoint()) }))
    }
    #expect(
      error.map { "\($0)" }
        == "training came apart at step 4: the discriminator's loss is no longer a finite number; the checkpoint of "
        + "step 2 is sound. A lower learning rate or gradient clipping often helps")
    #expect(checkpoints.map { $0.state?.step } == [2])
    #expect(throws: TrainingError.self) { try trainer.checkpoint() }
  }

  @Test("refuses pictures that it cannot use, and checkpoints that it cannot resume")
  func refusals() throws {
    let definition = Examples.definition()
    let pool = ThreadPool(threads: 1)
    #expect(throws: TrainingError.noPictures) {
      try Trainer(definition, batches: ExamplePictures(pictureCount: 0), seed: 1, pool: pool)
    }
    #expect(throws: TrainingError.pictureShape(found: [8, 8, 3], expected: [8, 8, 1])) {
      try Trainer(definition, batches: ExamplePictures(pictureShape: [8, 8, 3]), seed: 1, pool: pool)
    }
    let checkpoint = try Self.trainer(definition).checkpoint()
    #expect(throws: TrainingError.otherPictures) {
      try Trainer(resuming: checkpoint, batches: ExamplePictures(contentHash: "others"), pool: pool)
    }
    #expect(throws: TrainingError.notResumable) {
      try Trainer(resuming: checkpoint.weightsOnly(), batches: ExamplePictures(), pool: pool)
    }
  }

  @Test("goes on beyond its first budget, and begins anew from weights")
  func continuing() throws {
    var definition = Examples.definition(steps: 4)
    definition.recipe.schedule = .constant
    let short = try Self.trainer(definition)
    _ = try short.train()
    let longer = try Trainer(
      resuming: short.checkpoint(), budget: .steps(9), batches: ExamplePictures(), pool: ThreadPool(threads: 1))
    _ = try longer.train()
    definition.recipe.budget = .steps(9)
    let whole = try Self.trainer(definition)
    _ = try whole.train()
    #expect(try longer.checkpoint() == whole.checkpoint())

    var recipe = definition.recipe
    recipe.updateRule = .alternating(discriminatorSteps: 2)
    let anew = try Trainer(
      startingFrom: short.checkpoint().weightsOnly(), recipe: recipe,
      batches: ExamplePictures(contentHash: "others"), seed: 3, pool: ThreadPool(threads: 1))
    #expect(anew.state.step == 0)
    let name = "generator.layers.0.kernel"
    #expect(anew.variables[name] == short.variables[name])
    _ = try anew.step()
    #expect(anew.variables[name] != short.variables[name])
  }
}
