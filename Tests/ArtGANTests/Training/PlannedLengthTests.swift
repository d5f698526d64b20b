import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import Foundation
import Testing

@testable import ArtGAN

@Suite("A length that changes on the way")
struct PlannedLengthTests {
  private func trainer(steps: Int, planned: [PlannedLength]) throws -> Trainer {
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
    #expect(changed.state.planned == [PlannedLength(steps: 10, until: until)])
    #expect(changed.state.totalSteps == final)
    _ = try rates(changed)
    #expect(changed.state.step == final)

    let again = try trainer(steps: final, planned: [PlannedLength(steps: 10, until: until)])
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
    #expect(timed.state.planned == [PlannedLength(steps: 10, until: until, rollBacks: 1)])
    let again = try trainer(steps: 8, planned: timed.state.planned)
    #expect(try begin(again) == rates)
    _ = try (timed.train(), again.train())
    #expect(try again.checkpoint() == timed.checkpoint())
  }

  /// The steps at which the training is stopped, and how long it shall be from there on.
  @Test(
    "goes on under every schedule, and is repeated by the list of what was planned",
    arguments: [
      [(4, 12)], [(4, 12), (9, 15)], [(6, 10), (6, 14)], [(0, 9)], [(8, 9), (9, 14), (14, 15)], [(5, 6)],
    ] as [[(Int, Int)]], [.linear(end: 0), .cosine(end: 0.1), .constant] as [LearningRateSchedule.Curve])
  func goesOn(changes: [(Int, Int)], curve: LearningRateSchedule.Curve) throws {
    var definition = Examples.definition(steps: 8)
    definition.recipe.schedule = LearningRateSchedule(curve)
    func device() -> CPUDevice { CPUDevice(threads: 1) }
    var grown = try Trainer(definition, batches: ExampleImages(), seed: 7, device: device())
    var rates: [Float] = []
    for (stop, total) in changes {
      while grown.state.step < stop { rates.append(try grown.step().generatorLearningRate) }
      grown = try Trainer(
        resuming: grown.checkpoint(), budget: .steps(total), batches: ExampleImages(), device: device())
    }
    while !grown.isFinished { rates.append(try grown.step().generatorLearningRate) }

    let final = try #require(changes.last?.1)
    definition.recipe.budget = .steps(final)
    let again = try Trainer(
      definition, batches: ExampleImages(), seed: 7, planned: grown.state.planned, device: device())
    var found: [Float] = []
    while !again.isFinished { found.append(try again.step().generatorLearningRate) }
    #expect(found == rates && found.count == final)
    #expect(try again.checkpoint() == grown.checkpoint())
    // A step's rate follows from the length that was planned when it was done.
    let bounds = [0] + changes.map(\.0) + [final]
    let totals = [8] + changes.map(\.1)
    let schedule = definition.recipe.schedule
    for (index, total) in totals.enumerated() {
      for step in bounds[index]..<bounds[index + 1] {
        #expect(rates[step] == schedule.rate(atStep: step, of: total, base: 1e-3))
      }
    }
    if curve == .constant { #expect(grown.state.planned.isEmpty) }
  }

  @Test("is read as it was written before there could be several")
  func oneAlone() throws {
    let old = try JSONDecoder().decode(PlannedLengths.self, from: Data(#"{"steps": 5, "until": 3}"#.utf8))
    #expect(old.all == [PlannedLength(steps: 5, until: 3)])
    let list = PlannedLengths([PlannedLength(steps: 5, until: 3), PlannedLength(steps: 9, until: 4, rollBacks: 1)])
    #expect(try JSONDecoder().decode(PlannedLengths.self, from: JSONEncoder().encode(list)) == list)
  }

  @Test("is kept by checkpoints", arguments: [2, 6])
  func resumed(stop: Int) throws {
    let whole = try trainer(steps: 9, planned: [PlannedLength(steps: 14, until: 4)])
    for _ in 0..<stop { _ = try whole.step() }
    let resumed = try Trainer(
      resuming: whole.checkpoint(), batches: ExampleImages(), device: CPUDevice(threads: 2))
    _ = try (whole.train(), resumed.train())
    #expect(try resumed.checkpoint() == whole.checkpoint())
  }
}
