import ArtGAN
import Testing

@Suite("A training loop")
struct TrainingLoopTests {
  /// Notes every call.
  private final class Journal: TrainingPolicy {
    let name: String
    let log: Log
    var endAt: Int?

    final class Log { var lines: [String] = [] }

    init(_ name: String, _ log: Log, endAt: Int? = nil) {
      self.name = name
      self.log = log
      self.endAt = endAt
    }

    private func note(_ call: String, _ training: TrainingLoop) {
      log.lines.append("\(name) \(call) \(training.trainer.state.step)")
    }

    func begin(_ training: TrainingLoop) { note("begin", training) }
    func reasonToEnd(_ training: TrainingLoop) -> TrainingEnd? {
      endAt.map { training.trainer.state.step >= $0 } == true ? .stoppedEarly : nil
    }
    func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) { note("step", training) }
    func save(_ training: TrainingLoop) { note("save", training) }
    func finish(_ training: TrainingLoop) { note("finish", training) }
  }

  @Test("calls its policies in order, and in reverse at the end")
  func order() throws {
    let log = Journal.Log()
    let trainer = try TrainerTests.trainer(Examples.definition(steps: 2))
    #expect(try trainer.train(Journal("a", log), Journal("b", log)) == .finished)
    #expect(
      log.lines == [
        "a begin 0", "b begin 0", "a step 1", "b step 1", "a step 2", "b step 2", "a save 2", "b save 2", "b finish 2",
        "a finish 2",
      ])
  }

  @Test("ends for the first reason", arguments: [(3, 5, TrainingEnd.stoppedEarly, 3), (5, 3, .interrupted, 3)])
  func reasons(endAt: Int, stopAt: Int, expected: TrainingEnd, step: Int) throws {
    let log = Journal.Log()
    let trainer = try TrainerTests.trainer(Examples.definition())
    let stop = TrainingCallbacks(shouldStop: { trainer.state.step == stopAt })
    let training = TrainingLoop(trainer, policies: [Journal("a", log, endAt: endAt), stop])
    #expect(try training.run() == expected)
    #expect(training.end == expected && training.savedStep == step && trainer.state.step == step)
    #expect(log.lines.contains("a save \(step)"))
    // One that is interrupted goes on another time.
    #expect(log.lines.contains("a finish \(step)") == (expected != .interrupted))
  }

  @Test("that is over already only saves and ends")
  func finished() throws {
    let log = Journal.Log()
    let trainer = try TrainerTests.trainer(Examples.definition(steps: 2))
    _ = try trainer.train()
    #expect(try trainer.train(Journal("a", log)) == .finished)
    #expect(log.lines == ["a begin 2", "a save 2", "a finish 2"])
  }
}
