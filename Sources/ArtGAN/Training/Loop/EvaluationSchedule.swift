/// When a training's images are evaluated: at the multiples of a number of steps, or, without one, as often as evaluation
/// takes a twentieth of the time.
///
/// All that evaluation costs counts against that share: what is prepared before the first one, each evaluation, and the
/// one that a training ends with in any case, for which time is kept. So evaluations come later where they turn out
/// slower, and a training that is too short for more has the last one only. The schedule holds no clock: it is told
/// seconds.
public struct EvaluationSchedule: Hashable, Sendable {
  /// Steps from evaluation to evaluation; nil for as the time allows.
  public let every: Int?
  /// Seconds that evaluations and what was prepared for them took so far.
  private(set) var spent = 0.0
  /// What an evaluation takes, as far as is known.
  private var cost = 0.0
  private var count = 0
  private var seconds = 0.0

  /// The largest share of the time that evaluation may take where ``every`` is nil.
  public static let share = 0.05

  public init(every: Int?) {
    self.every = every
  }

  /// Notes how long preparing took.
  ///
  /// - Parameters:
  ///   - seconds: what it took.
  ///   - evaluation: what an evaluation will probably take.
  public mutating func prepared(in seconds: Double, evaluation: Double) {
    spent += seconds
    cost = evaluation
  }

  /// Whether it is time to evaluate.
  ///
  /// - Parameters:
  ///   - step: the steps done.
  ///   - isLast: whether no more follow.
  ///   - elapsed: seconds since the training, or this part of it, began: what was prepared and all evaluations included.
  func isDue(afterStep step: Int, isLast: Bool, elapsed: Double) -> Bool {
    if isLast { return true }
    if let every { return step % every == 0 }
    // This evaluation and the last one.
    return spent + 2 * cost <= Self.share * (elapsed + 2 * cost)
  }

  /// Notes how long an evaluation took, in seconds.
  mutating func evaluated(in duration: Double) {
    spent += duration
    count += 1
    seconds += duration
    cost = max(duration, seconds / Double(count))
  }
}
