import ArtGAN
import Testing

@Suite("Scheduled evaluation")
struct ScheduledEvaluationTests {
  /// A training of steps of a second, on a clock that evaluations move on too.
  private func evaluations(_ steps: Int, every: Int?, seconds: Double = 0, prepared: Double = 0) throws -> [Int] {
    var (time, found) = (100.0, [Int]())
    let trainer = try TrainerTests.trainer(Examples.definition(steps: steps))
    var schedule = EvaluationSchedule(every: every)
    schedule.prepared(in: prepared, evaluation: seconds)
    let evaluation = ScheduledEvaluation(schedule, since: 100 - prepared, now: { time }) {
      found.append($0.state.step)
      time += seconds
      return TrainingEvaluation(step: $0.state.step, score: 1)
    }
    _ = try trainer.train(TrainingCallbacks(onStep: { _ in time += 1 }), evaluation)
    return found
  }

  @Test("keeps to its steps, and comes at the end")
  func steps() throws {
    #expect(try evaluations(12, every: 5) == [5, 10, 12])
    #expect(try evaluations(12, every: 6) == [6, 12])
    #expect(try evaluations(12, every: 50) == [12])
  }

  @Test("takes a twentieth of the time at most")
  func share() throws {
    // Two of half a second need twenty seconds, and there are twelve: only the last one comes.
    #expect(try evaluations(12, every: nil, seconds: 0.5) == [12])
    #expect(try evaluations(12, every: nil, seconds: 0.1) == [4, 6, 8, 10, 12])
    #expect(try evaluations(12, every: nil, seconds: 0.1, prepared: 0.2) == [8, 10, 12])
  }

  @Test("evaluates a training that is over and was never evaluated")
  func atTheEnd() throws {
    let trainer = try TrainerTests.trainer(Examples.definition(steps: 2))
    _ = try trainer.train()
    let evaluation = ScheduledEvaluation(EvaluationSchedule(every: 1), since: 0) {
      TrainingEvaluation(step: $0.state.step, score: 3)
    }
    let training = TrainingLoop(trainer, policies: [evaluation])
    _ = try training.run()
    #expect(training.evaluations.all == [TrainingEvaluation(step: 2, score: 3)])
    let again = TrainingLoop(trainer, policies: [evaluation], evaluations: training.evaluations)
    _ = try again.run()
    #expect(again.evaluations.all.count == 1)
  }
}
