import ArtGAN
import ArtTensor
import Testing

@Suite("A length that changes on the way")
struct PlannedLengthTests {
  private func rates(_ trainer: Trainer) throws -> [Float] {
    var rates: [Float] = []
    #expect(try trainer.train(TrainingEvents(onStep: { rates.append($0.generatorLearningRate) })) == .finished)
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

    let again = try TrainerTests.trainer(Examples.definition(steps: final))
    again.setPlanned(PlannedLength(steps: 10, until: until))
    let found = try rates(again)
    #expect(try again.checkpoint() == changed.checkpoint())
    // The rates of the first steps are those of ten, the others' those of the final length.
    let (ten, all) = try (
      rates(TrainerTests.trainer(definition)), rates(TrainerTests.trainer(Examples.definition(steps: final)))
    )
    #expect(found == Array(ten.prefix(until) + all.dropFirst(until)))
  }

  @Test("is kept by checkpoints", arguments: [2, 6])
  func resumed(stop: Int) throws {
    let whole = try TrainerTests.trainer(Examples.definition(steps: 9))
    whole.setPlanned(PlannedLength(steps: 14, until: 4))
    for _ in 0..<stop { _ = try whole.step() }
    let resumed = try Trainer(
      resuming: whole.checkpoint(), batches: ExamplePictures(), pool: ThreadPool(threads: 2))
    _ = try (whole.train(), resumed.train())
    #expect(try resumed.checkpoint() == whole.checkpoint())
  }
}
