/// Evaluates a training's images on a schedule, and at its end where that has not been done.
public final class ScheduledEvaluation: TrainingPolicy {
  private var schedule: EvaluationSchedule
  private let start: Double
  private let now: () -> Double
  private let evaluate: (Trainer) throws -> TrainingEvaluation

  /// - Parameters:
  ///   - schedule: when it is due.
  ///   - start: when the training, or this part of it, began, in seconds: what was prepared for evaluation included.
  ///   - now: a clock, in seconds.
  ///   - evaluate: evaluates the images of the model as it is now.
  public init(
    _ schedule: EvaluationSchedule, since start: Double, now: @escaping () -> Double = TrainingClock.seconds,
    evaluate: @escaping (Trainer) throws -> TrainingEvaluation
  ) {
    self.schedule = schedule
    self.start = start
    self.now = now
    self.evaluate = evaluate
  }

  public func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    if schedule.isDue(afterStep: metrics.step, isLast: training.trainer.isFinished, elapsed: now() - start) {
      try run(training)
    }
  }

  public func finish(_ training: TrainingLoop) throws {
    if training.evaluations.all.isEmpty { try run(training) }
  }

  private func run(_ training: TrainingLoop) throws {
    let start = now()
    try training.add(evaluate(training.trainer))
    schedule.evaluated(in: now() - start)
  }
}
