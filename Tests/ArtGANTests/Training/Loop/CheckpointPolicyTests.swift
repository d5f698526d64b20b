import ArtGAN
import ArtTensor
import Testing

@Suite("Policies that keep checkpoints")
struct CheckpointPolicyTests {
  @Test("save every so many steps", arguments: [(1, Array(1...12)), (5, [5, 10, 12]), (4, [4, 8, 12]), (50, [12])])
  func periodic(every: Int, steps: [Int]) throws {
    for kept in [nil, 1, 2, 3] {
      let store = MemoryStore()
      let trainer = try TrainerTests.trainer(Examples.definition())
      _ = try trainer.train(PeriodicCheckpoints(every: .steps(every), kept: kept, in: store))
      #expect(store.copies == (kept == 1 ? [] : steps.suffix(kept ?? steps.count)))
      #expect(try store.saved == trainer.checkpoint())
    }
  }

  @Test("keep no copy where the training is interrupted", arguments: [3, 5, 11])
  func interrupted(stop: Int) throws {
    let store = MemoryStore()
    let trainer = try TrainerTests.trainer(Examples.definition())
    let end = try trainer.train(
      PeriodicCheckpoints(every: .steps(5), kept: nil, in: store),
      TrainingCallbacks(shouldStop: { trainer.state.step == stop }))
    #expect(end == .interrupted)
    #expect(store.copies == [5, 10].filter { $0 <= stop })
    #expect(store.saved?.state?.step == stop)
  }

  @Test("save every so many minutes")
  func timed() throws {
    var time = 0.0
    let store = MemoryStore()
    let trainer = try TrainerTests.trainer(Examples.definition())
    _ = try trainer.train(
      TrainingCallbacks(onStep: { _ in time += 25 }),
      PeriodicCheckpoints(every: .minutes(1), kept: nil, in: store, now: { time }))
    #expect(store.copies == [3, 6, 9, 12])
  }

  @Test("take the best model with the next checkpoint only")
  func bestOfTheCheckpoint() throws {
    let store = MemoryStore()
    let trainer = try TrainerTests.trainer(Examples.definition())
    var seen: [Int?] = []
    let evaluation = ScheduledEvaluation(EvaluationSchedule(every: 1), since: 0) {
      seen.append(store.best?.state?.step)
      return TrainingEvaluation(step: $0.state.step, score: -Double($0.state.step))
    }
    _ = try TrainingLoop(
      trainer, policies: [evaluation, KeepBest(in: store), PeriodicCheckpoints(every: .steps(5), in: store)]
    ).run()
    #expect(seen == [nil, nil, nil, nil, nil, 5, 5, 5, 5, 5, 10, 10])
    #expect(store.best?.state?.step == 12)
  }

  /// Scores of evaluations after each step, and the steps whose model was the best then.
  @Test(
    "keep the best model, the first of equally good ones",
    arguments: [([9, 5, 7, 5], 2), ([1, 2, 3, 4], 1), ([4, 3, 2, 1], 4), ([3, 3, 3, 3], 1)] as [([Double], Int)])
  func best(scores: [Double], step: Int) throws {
    let store = MemoryStore()
    let trainer = try TrainerTests.trainer(Examples.definition(steps: scores.count))
    let evaluation = ScheduledEvaluation(EvaluationSchedule(every: 1), since: 0) {
      TrainingEvaluation(step: $0.state.step, score: scores[$0.state.step - 1])
    }
    let training = TrainingLoop(
      trainer, policies: [evaluation, KeepBest(in: store), PeriodicCheckpoints(every: .steps(99), in: store)])
    #expect(try training.run() == .finished)
    #expect(store.best?.state?.step == step)
    #expect(training.evaluations.best?.step == step)
    #expect(training.evaluations.sinceBest == scores.count - step)
  }
}

@Suite("Early stopping")
struct EarlyStoppingTests {
  @Test(
    "ends a training that gets no better",
    arguments: [
      ([5, 6, 7, 1], 2, 3), ([5, 6, 4, 5, 5, 5], 3, 6), ([5, 4, 3, 2], 1, 4), ([5, 5, 5], 1, 2),
    ] as [([Double], Int, Int)])
  func patience(scores: [Double], patience: Int, last: Int) throws {
    let trainer = try TrainerTests.trainer(Examples.definition(steps: scores.count))
    let evaluation = ScheduledEvaluation(EvaluationSchedule(every: 1), since: 0) {
      TrainingEvaluation(step: $0.state.step, score: scores[$0.state.step - 1])
    }
    let end = try trainer.train(evaluation, EarlyStopping(patience: patience))
    #expect(trainer.state.step == last)
    #expect(end == (last < scores.count ? .stoppedEarly : .finished))
  }

  @Test("counts the evaluations from before a training was resumed")
  func resumed() throws {
    let trainer = try TrainerTests.trainer(Examples.definition())
    let history = EvaluationHistory([1, 2, 3].map { TrainingEvaluation(step: $0, score: Double($0)) })
    let training = TrainingLoop(trainer, policies: [EarlyStopping(patience: 2)], evaluations: history)
    #expect(try training.run() == .stoppedEarly)
    #expect(trainer.state.step == 0)
  }
}
