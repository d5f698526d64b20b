public import ArtNN

/// Ends a training after a number of minutes, whose steps are counted on the way: after each step where learning rates do
/// not depend on how many there will be, and at a few moments where they do: at 15 % of the time, and later where the computer's
/// pace has changed since. The training's state lists the lengths (``TrainingState/planned``), so that it can be repeated.
public final class MinutesBudget: TrainingPolicy {
  private let minutes: Double
  private let clock: TrainingClock
  /// Whether the length may change with every step.
  private let isOpenEnded: Bool
  /// Where it may not: the parts of the time after which it is still to be decided.
  private var decisions: [Double]
  /// A later decision counts where the length differs by more than this share.
  private static let tolerance = 0.05
  private let onDecision: (TrainingState) -> Void

  /// - Parameters:
  ///   - minutes: how long the whole training may take.
  ///   - before: seconds that are spent already.
  ///   - schedule: of the learning rates.
  ///   - isDecided: whether the training has the length already that these minutes gave it.
  ///   - now: a clock, in seconds.
  ///   - onDecision: is told where the number of steps was decided.
  public init(
    minutes: Double, spentBefore before: Double, schedule: LearningRateSchedule, isDecided: Bool = false,
    now: @escaping () -> Double = TrainingClock.seconds, onDecision: @escaping (TrainingState) -> Void = { _ in }
  ) {
    self.minutes = minutes
    decisions = isDecided ? [] : TrainingClock.decisions
    clock = TrainingClock(minutes: minutes, spentBefore: before, now: now)
    isOpenEnded = schedule.isIndependentOfTotal
    self.onDecision = onDecision
  }

  /// Seconds that are left; nil where the number of steps tells.
  public var secondsLeft: Double? { isOpenEnded ? clock.left : nil }

  public func begin(_ training: TrainingLoop) throws {
    guard isOpenEnded else { return }
    let state = training.trainer.state
    training.trainer.setLength(max(state.totalSteps, clock.length(afterStep: state.step)))
  }

  public func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    let (trainer, step) = (training.trainer, metrics.step)
    // A step that diverged is part of the training: one of as many steps comes to it too.
    let least = trainer.state.rollBacks?.map(\.step).max() ?? 0
    if isOpenEnded {
      trainer.setLength(max(clock.length(afterStep: step), least))
    } else if let part = decisions.first,
      let decided = clock.decidedLength(at: part, afterStep: step, isLast: trainer.isFinished)
    {
      let (length, now) = (max(decided, least), trainer.state.totalSteps)
      let isFirst = decisions.count == TrainingClock.decisions.count
      decisions.removeFirst()
      guard isFirst || abs(Double(length - now)) > Self.tolerance * Double(now) else { return }
      trainer.replan(steps: length)
      onDecision(trainer.state)
    }
  }

  /// Notes the time spent, for whoever resumes the training or gives it more.
  public func save(_ training: TrainingLoop) throws { note(training) }

  /// The seconds spent stay spent.
  public func recover(from divergence: Divergence, _ training: TrainingLoop) throws -> Bool {
    note(training)
    return false
  }

  private func note(_ training: TrainingLoop) {
    (training.trainer.state.minutes, training.trainer.state.secondsSpent) = (minutes, clock.spent)
  }

  public func rewind(_ training: TrainingLoop) throws { clock.restart() }

  /// A training that was stopped early had the length that it came to.
  public func finish(_ training: TrainingLoop) throws {
    guard training.end == .stoppedEarly else { return }
    if isOpenEnded { training.trainer.setLength(training.trainer.state.step) }
    try training.save()
  }
}

extension MinutesBudget {
  /// The steps that fit into minutes, by the first steps of a training that is thrown away.
  ///
  /// - Parameters:
  ///   - minutes: the budget.
  ///   - share: the part of the time that steps have.
  ///   - trial: a training at its start, of more steps than can be timed.
  ///   - now: a clock, in seconds.
  public static func estimatedSteps(
    in minutes: Double, share: Double = 1, by trial: () throws -> Trainer,
    now: () -> Double = TrainingClock.seconds
  ) throws -> (count: Int, secondsPerStep: Double) {
    let start = now()
    let perStep = try StepTiming.secondsPerStep(of: trial(), limit: min(2, minutes * 60 * 0.02), now: now)
    let left = minutes * 60 - (now() - start)
    return (StepTiming.steps(in: left * share, perStep: perStep), perStep)
  }
}

extension LearningRateSchedule {
  /// Whether a step's rate is the same however long the whole training is.
  public var isIndependentOfTotal: Bool {
    switch curve {
    case .constant, .exponential: true
    case .linear, .cosine: false
    }
  }
}
