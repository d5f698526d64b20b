import ArtCPU
import ArtGraph
import ArtTensor
import Testing

@testable import ArtGAN

@Suite("A length that changes on the way")
struct PlannedLengthTests {
  private func trainer(steps: Int, planned: PlannedLength?) throws -> Trainer {
    try Trainer(
      Examples.definition(steps: steps), batches: ExampleImages(), seed: 7, planned: planned,
      device: CPUDevice(threads: 1))
  }

  private func rates(_ trainer: Trainer) throws -> [Float] {
    var rates: [Float] = []
    #expect(try trainer.train(TrainingCallbacks(onStep: { rates.append($0.generatorLearningRate) })) == .finished)
    return rates
  }

  @Test("gives a training that can be repeated by what was planned", arguments: [3, 5, 8], [8, 12, 20])
  func repeated(until: Int, final: Int) throws {
    let definition = Examples.definition(steps: 10)
    let changed = try TrainerTests.trainer(definition)
    for _ in 0..<until { _ = try changed.step() }
    changed.replan(steps: final)
    #expect(changed.state.planned == PlannedLength(steps: 10, until: until))
    #expect(changed.state.totalSteps == final)
    _ = try rates(changed)
    #expect(changed.state.step == final)

    let again = try trainer(steps: final, planned: PlannedLength(steps: 10, until: until))
    let found = try rates(again)
    #expect(try again.checkpoint() == changed.checkpoint())
    // The rates of the first steps are those of ten, the others' those of the final length.
    let (ten, all) = try (
      rates(TrainerTests.trainer(definition)), rates(TrainerTests.trainer(Examples.definition(steps: final)))
    )
    #expect(found == Array(ten.prefix(until) + all.dropFirst(until)))
  }

  @Test("is repeated where the training had gone back before it was decided", arguments: [2, 3, 5])
  func decidedAfterARollBack(until: Int) throws {
    // Five steps are lost again.
    func begin(_ trainer: Trainer) throws -> [Float] {
      var rates = [try trainer.step().generatorLearningRate]
      let point = try trainer.checkpoint()
      for _ in 1..<6 { rates.append(try trainer.step().generatorLearningRate) }
      try trainer.rollBack(to: point, RollBack(step: 6, what: "the loss", to: 1, rateFactor: 0.5))
      return rates
    }
    let timed = try TrainerTests.trainer(Examples.definition(steps: 10))
    let rates = try begin(timed)
    for _ in 1..<until { _ = try timed.step() }
    timed.replan(steps: 8)
    #expect(timed.state.planned == PlannedLength(steps: 10, until: until, rollBacks: 1))
    let again = try trainer(steps: 8, planned: timed.state.planned)
    #expect(try begin(again) == rates)
    _ = try (timed.train(), again.train())
    #expect(try again.checkpoint() == timed.checkpoint())
  }

  @Test("is kept by checkpoints", arguments: [2, 6])
  func resumed(stop: Int) throws {
    let whole = try trainer(steps: 9, planned: PlannedLength(steps: 14, until: 4))
    for _ in 0..<stop { _ = try whole.step() }
    let resumed = try Trainer(
      resuming: whole.checkpoint(), batches: ExampleImages(), device: CPUDevice(threads: 2))
    _ = try (whole.train(), resumed.train())
    #expect(try resumed.checkpoint() == whole.checkpoint())
  }
}
