import ArtCPU
import ArtGAN
import ArtGraph
import ArtTensor
import Testing

@Suite("Rolling back")
struct RollBackOnDivergenceTests {
  /// Throws as a training that diverges at some steps, the first time that it comes there.
  private final class Mishaps: TrainingPolicy {
    var steps: [Int]
    var rewound: [Int] = []

    init(_ steps: [Int]) { self.steps = steps }

    func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
      if metrics.step == steps.first {
        steps.removeFirst()
        throw SamplingError.notFinite(image: 0)
      }
    }

    func rewind(_ training: TrainingLoop) { rewound.append(training.trainer.state.step) }
  }

  private func train(
    _ mishaps: [Int], limits: RollBackLimits = RollBackLimits(rateFactor: 0.5, times: 9), every: Int = 3,
    store: MemoryStore = MemoryStore()
  ) throws -> (trainer: Trainer, rewound: [Int]) {
    let trainer = try TrainerTests.trainer(Examples.definition())
    let policy = Mishaps(mishaps)
    _ = try trainer.train(
      policy, PeriodicCheckpoints(every: .steps(every), kept: nil, in: store),
      RollBackOnDivergence(limits, every: every, in: store))
    return (trainer, policy.rewound)
  }

  @Test(
    "goes back to the newest checkpoint, and to the one before where that led nowhere",
    arguments: [
      ([], []), ([2], [0]), ([3], [0]), ([4], [3]), ([11, 11], [9, 6]), ([8, 8, 8, 8], [6, 3, 6, 3]),
      ([2, 2], [0, 0]),
      ([5, 11], [3, 9]),
    ] as [([Int], [Int])])
  func places(mishaps: [Int], points: [Int]) throws {
    let store = MemoryStore()
    let (trainer, rewound) = try train(mishaps, store: store)
    #expect(rewound == points)
    #expect(trainer.isFinished)
    let expected = zip(mishaps, points).map {
      RollBack(step: $0, what: "a pixel of a sample", to: $1, rateFactor: 0.5)
    }
    #expect(trainer.state.rollBacks ?? [] == expected)
    #expect(store.rollBackPoints.isEmpty)
    #expect(Set(store.copies) == [3, 6, 9, 12])
  }

  @Test("keeps the last three places only")
  func keepsThree() throws {
    let store = MemoryStore()
    let trainer = try TrainerTests.trainer(Examples.definition())
    var most: [Int] = []
    _ = try trainer.train(
      PeriodicCheckpoints(every: .steps(2), in: store),
      RollBackOnDivergence(RollBackLimits(rateFactor: 0.5, times: 1), every: 2, in: store),
      TrainingCallbacks(onSave: { if $0.state.step == 10 { most = store.rollBackPoints } }))
    #expect(most == [10, 8, 6])
  }

  @Test("ends with the error where all returns are used up", arguments: [0, 1, 2])
  func limits(times: Int) throws {
    let store = MemoryStore()
    let error = #expect(throws: TrainingError.self) {
      try train([4, 4, 5], limits: RollBackLimits(rateFactor: 0.5, times: times), store: store)
    }
    #expect(error == .diverged(step: times == 2 ? 5 : 4, what: "a pixel of a sample", lastGood: 3))
  }

  /// A stop saves a checkpoint between those that can be gone back to.
  @Test("goes on after a stop as if there had been none", arguments: [1, 3, 4, 7, 8])
  func resumed(stop: Int) throws {
    let whole = try train([5, 8]).trainer
    let store = MemoryStore()
    let limits = RollBackLimits(rateFactor: 0.5, times: 9)
    func run(_ trainer: Trainer, _ mishaps: Mishaps, stop: Int?) throws {
      _ = try trainer.train(
        TrainingCallbacks(shouldStop: { trainer.state.step == stop }), mishaps,
        PeriodicCheckpoints(every: .steps(3), in: store),
        RollBackOnDivergence(limits, every: 3, in: store))
    }
    let mishaps = Mishaps([5, 8])
    try run(TrainerTests.trainer(Examples.definition()), mishaps, stop: stop)
    let saved = try #require(store.saved)
    #expect(saved.state?.step == stop)
    let resumed = try Trainer(resuming: saved, batches: ExampleImages(), device: CPUDevice(threads: 1))
    try run(resumed, mishaps, stop: nil)
    #expect(try resumed.checkpoint() == whole.checkpoint())
  }

  @Test("takes the best model of that time, and forgets later evaluations")
  func best() throws {
    let store = MemoryStore()
    let trainer = try TrainerTests.trainer(Examples.definition())
    let evaluation = ScheduledEvaluation(EvaluationSchedule(every: 1), since: 0) {
      // The second time that a step comes its model is worse.
      let isAgain = $0.state.rollBacks != nil
      return TrainingEvaluation(step: $0.state.step, score: Double(isAgain ? 30 : 20) - Double($0.state.step))
    }
    let training = TrainingLoop(
      trainer,
      policies: [
        evaluation, KeepBest(in: store), Mishaps([5]), PeriodicCheckpoints(every: .steps(3), in: store),
        RollBackOnDivergence(RollBackLimits(rateFactor: 0.5, times: 1), every: 3, in: store),
      ])
    _ = try training.run()
    #expect(training.evaluations.all.map(\.step) == Array(1...12))
    // Steps 4 and 5 of before were better, but are of another training now.
    #expect(training.evaluations.best?.step == 3)
    #expect(store.best?.state?.step == 3)
  }

  @Test(
    "allows what it could have done",
    arguments: [([0.5, 0.5], true), ([0.5, 0.5, 0.5], false), ([0.1], false), ([], true)])
  func allows(factors: [Double], isAllowed: Bool) {
    let rollBacks = factors.map { RollBack(step: 2, what: "a number", to: 1, rateFactor: $0) }
    #expect(RollBackLimits(rateFactor: 0.5, times: 2).allow(rollBacks) == isAllowed)
  }
}
