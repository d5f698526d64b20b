import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import Testing

@testable import ArtGAN

@Suite("Going back")
struct RollBackTests {
  private func definition(_ rate: Double, _ optimizer: Optimizer) -> ModelDefinition {
    var definition = Examples.definition()
    var optimizer = optimizer
    optimizer.learningRate = rate
    definition.recipe.generatorOptimizer = optimizer
    definition.recipe.discriminatorOptimizer = optimizer
    return definition
  }

  @Test(
    "to the first step with half the rate is a training with half the rate",
    arguments: [
      Optimizer.adam(learningRate: 1), .sgd(learningRate: 1, momentum: 0.5), .rmsProp(learningRate: 1, centered: true),
    ])
  func half(_ optimizer: Optimizer) throws {
    // A power of two, so that halving rounds nothing.
    let trainer = try TrainerTests.trainer(definition(1.0 / 1024, optimizer))
    let first = try trainer.checkpoint()
    for _ in 0..<5 { _ = try trainer.step() }
    let rollBack = RollBack(step: 5, what: "a number", to: 0, rateFactor: 0.5)
    try trainer.rollBack(to: first, rollBack)
    #expect(trainer.state.step == 0)
    #expect(trainer.lastGoodStep == 0)
    #expect(trainer.state.rollBacks == [rollBack])
    var rates: [Float] = []
    _ = try trainer.train(TrainingCallbacks(onStep: { rates.append($0.generatorLearningRate) }))

    let half = try TrainerTests.trainer(definition(0.5 / 1024, optimizer))
    var halfRates: [Float] = []
    _ = try half.train(TrainingCallbacks(onStep: { halfRates.append($0.generatorLearningRate) }))
    #expect(rates == halfRates)
    #expect(try trainer.checkpoint().tensors == half.checkpoint().tensors)
  }

  @Test("twice multiplies the factors, and a checkpoint keeps them")
  func twice() throws {
    let trainer = try TrainerTests.trainer(Examples.definition())
    let first = try trainer.checkpoint()
    for factor in [0.5, 0.1] {
      _ = try trainer.step()
      try trainer.rollBack(to: first, RollBack(step: 1, what: "a number", to: 0, rateFactor: factor))
    }
    #expect(trainer.state.rateFactor == 0.05)
    for _ in 0..<3 { _ = try trainer.step() }
    let resumed = try Trainer(
      resuming: trainer.checkpoint(), batches: ExampleImages(), device: CPUDevice(threads: 2))
    #expect(resumed.state.rateFactor == 0.05)
    _ = try (trainer.train(), resumed.train())
    #expect(try resumed.checkpoint() == trainer.checkpoint())
  }

  @Test("refuses what is no checkpoint of the training")
  func refusals() throws {
    let trainer = try TrainerTests.trainer(Examples.definition())
    let rollBack = RollBack(step: 1, what: "a number", to: 0, rateFactor: 0.5)
    let weights = try trainer.checkpoint().weightsOnly()
    #expect(throws: TrainingError.notResumable) { try trainer.rollBack(to: weights, rollBack) }
    let other = try TrainerTests.trainer(Examples.definition(), seed: 8).checkpoint()
    #expect(throws: TrainingError.otherImages) { try trainer.rollBack(to: other, rollBack) }
    #expect(trainer.state.rollBacks == nil)
  }
}
