import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import Testing

@testable import ArtGAN

@Suite("A budget of minutes")
struct MinutesBudgetTests {
  private func definition(_ curve: LearningRateSchedule, steps: Int = 40) -> ModelDefinition {
    var definition = Examples.definition(steps: steps)
    definition.recipe.schedule = curve
    return definition
  }

  /// A training whose steps take a second each, those after the sixth `later` seconds, by a clock of its own.
  private func train(
    _ definition: ModelDefinition, seconds: Double, spentBefore before: Double = 0, patience: Int? = nil,
    stop: Int? = nil, later: Double = 1,
    onDecision: @escaping (TrainingState) -> Void = { _ in }
  ) throws -> (trainer: Trainer, store: MemoryStore, end: TrainingEnd) {
    var time = 50.0
    let trainer = try Trainer(definition, batches: ExampleImages(), seed: 7, device: CPUDevice(threads: 1))
    let store = MemoryStore()
    let evaluation = ScheduledEvaluation(EvaluationSchedule(every: 2), since: 0) {
      TrainingEvaluation(step: $0.state.step, score: 1)
    }
    let budget = MinutesBudget(
      minutes: seconds / 60, spentBefore: before, schedule: definition.recipe.schedule, now: { time },
      onDecision: onDecision)
    var policies: [any TrainingPolicy] = [
      TrainingCallbacks(
        onStep: { _ in time += trainer.state.step > 6 ? later : 1 }, shouldStop: { trainer.state.step == stop }),
      budget,
    ]
    if let patience { policies += [evaluation, EarlyStopping(patience: patience)] }
    policies.append(PeriodicCheckpoints(every: .steps(100), in: store))
    return (trainer, store, try TrainingLoop(trainer, policies: policies).run())
  }

  @Test(
    "counts steps on the way where rates do not depend on their number", arguments: [(10.0, 0.0, 10), (10, 7.2, 3)])
  func openEnded(seconds: Double, before: Double, steps: Int) throws {
    let (trainer, store, end) = try train(definition(.constant), seconds: seconds, spentBefore: before)
    #expect(end == .finished)
    #expect(trainer.state.step == steps && trainer.state.totalSteps == steps)
    #expect(trainer.state.planned.isEmpty)
    #expect(abs((trainer.state.secondsSpent ?? 0) - before - Double(steps)) < 1e-9)
    let counted = try TrainerTests.trainer(definition(.constant, steps: steps))
    _ = try counted.train()
    #expect(try timeless(store.saved) == counted.checkpoint())
  }

  /// The checkpoint without the time that it tells.
  private func timeless(_ checkpoint: Checkpoint?) -> Checkpoint? {
    var checkpoint = checkpoint
    checkpoint?.state?.minutes = nil
    checkpoint?.state?.secondsSpent = nil
    return checkpoint
  }

  @Test("decides the number of steps once where rates depend on it")
  func decided() throws {
    var decisions: [TrainingState] = []
    let schedule = LearningRateSchedule(.linear(end: 0))
    let (trainer, store, _) = try train(definition(schedule), seconds: 30) { decisions.append($0) }
    #expect(decisions.map(\.step) == [6] && decisions.map(\.totalSteps) == [30])
    #expect(trainer.state.planned == [PlannedLength(steps: 40, until: 6)])
    let counted = try Trainer(
      definition(schedule, steps: 30), batches: ExampleImages(), seed: 7, planned: trainer.state.planned,
      device: CPUDevice(threads: 1))
    _ = try counted.train()
    #expect(try timeless(store.saved) == counted.checkpoint())
  }

  @Test(
    "decides anew where the pace has changed",
    arguments: [
      // Twice as fast: 14 more steps until 40 % of the time, and two a second for the 17 seconds that are left.
      (0.5, [6, 20], [30, 54], [PlannedLength(steps: 40, until: 6), PlannedLength(steps: 30, until: 20)]),
      // Half as fast: 4 more, and one in two seconds for 16.
      (2.0, [6, 10], [30, 18], [PlannedLength(steps: 40, until: 6), PlannedLength(steps: 30, until: 10)]),
      // Hardly slower.
      (1.02, [6], [30], [PlannedLength(steps: 40, until: 6)]),
    ])
  func anotherPace(seconds: Double, steps: [Int], lengths: [Int], planned: [PlannedLength]) throws {
    var decisions: [TrainingState] = []
    let schedule = LearningRateSchedule(.linear(end: 0))
    let (trainer, store, _) = try train(definition(schedule), seconds: 30, later: seconds) {
      decisions.append($0)
    }
    #expect(decisions.map(\.step) == steps)
    #expect(decisions.map(\.totalSteps) == lengths)
    #expect(trainer.state.planned == planned)
    let counted = try Trainer(
      definition(schedule, steps: lengths[lengths.count - 1]), batches: ExampleImages(), seed: 7, planned: planned,
      device: CPUDevice(threads: 1))
    _ = try counted.train()
    #expect(try timeless(store.saved) == counted.checkpoint())
  }

  @Test("is told when training is stopped and resumed")
  func interrupted() throws {
    let (_, store, end) = try train(definition(.constant), seconds: 10, spentBefore: 2, stop: 3)
    #expect(end == .interrupted)
    #expect(store.saved?.state?.secondsSpent == 5 && store.saved?.state?.minutes == 10 / 60)
  }

  @Test("ends with the steps that were done where training is stopped early")
  func stoppedEarly() throws {
    let (trainer, store, end) = try train(definition(.constant), seconds: 30, patience: 2)
    #expect(end == .stoppedEarly)
    #expect(trainer.state.step == 6 && trainer.isFinished)
    #expect(store.saved?.state?.totalSteps == 6 && store.saved?.state?.secondsSpent == 6)
    #expect(store.saved?.definition.recipe.budget == .steps(6))
  }

  @Test("estimates its steps by a training that is thrown away")
  func estimate() throws {
    var time = 0.0
    let trial = try TrainerTests.trainer(definition(.constant, steps: 1000))
    let (count, perStep) = try MinutesBudget.estimatedSteps(in: 1, share: 0.5, by: { trial }) {
      // The clock is looked at once before and once behind the trial, and around each of its steps.
      time += 0.25
      return time
    }
    #expect(perStep == 0.25)
    #expect(trial.state.step >= 3)
    #expect(count == Int(((60 - Double(trial.state.step + 2) * 0.25) * 0.5 / 0.25).rounded()))
  }
}
