/// Something that goes along with a training and may act on it: a budget of minutes, checkpoints, evaluation, early
/// stopping, a log.
///
/// A ``TrainingLoop`` calls its policies in their order, ``finish(_:)`` in the reverse order. All calls come between two
/// steps, from the thread that trains. Every requirement has a default that does nothing.
public protocol TrainingPolicy: AnyObject {
  /// Called before the first step of a run.
  func begin(_ training: TrainingLoop) throws
  /// Why training ends now; nil to go on. Asked before every step.
  func reasonToEnd(_ training: TrainingLoop) -> TrainingEnd?
  /// Called after every step.
  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws
  /// Called after every evaluation, which is the last of ``TrainingLoop/evaluations`` then.
  func afterEvaluation(_ evaluation: TrainingEvaluation, _ training: TrainingLoop) throws
  /// Called where a checkpoint is due: see ``TrainingLoop/save()``.
  func save(_ training: TrainingLoop) throws
  /// Called where the training diverged.
  ///
  /// - Returns: whether it can go on now, from an earlier step.
  func recover(from divergence: Divergence, _ training: TrainingLoop) throws -> Bool
  /// Called when the training has gone back to an earlier step: forget what came later.
  func rewind(_ training: TrainingLoop) throws
  /// Called at the end of a training, unless the caller only interrupted it; see ``TrainingLoop/end``.
  func finish(_ training: TrainingLoop) throws
}

extension TrainingPolicy {
  public func begin(_ training: TrainingLoop) throws {}
  public func reasonToEnd(_ training: TrainingLoop) -> TrainingEnd? { nil }
  public func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {}
  public func afterEvaluation(_ evaluation: TrainingEvaluation, _ training: TrainingLoop) throws {}
  public func save(_ training: TrainingLoop) throws {}
  public func recover(from divergence: Divergence, _ training: TrainingLoop) throws -> Bool { false }
  public func rewind(_ training: TrainingLoop) throws {}
  public func finish(_ training: TrainingLoop) throws {}
}

/// Why a training ended.
public enum TrainingEnd: String, Codable, Hashable, Sendable {
  /// The budget is used up.
  case finished
  /// Evaluations no longer got better.
  case stoppedEarly
  /// The caller asked to stop. The training can be resumed.
  case interrupted
}

/// A policy that is made of closures.
public final class TrainingCallbacks: TrainingPolicy {
  private let onStep: (StepMetrics) throws -> Void
  private let onSave: (Trainer) throws -> Void
  private let shouldStop: () -> Bool

  /// - Parameters:
  ///   - onStep: called after every step.
  ///   - onSave: called where a checkpoint is due. All weights are finite then.
  ///   - shouldStop: asked before every step.
  public init(
    onStep: @escaping (StepMetrics) throws -> Void = { _ in }, onSave: @escaping (Trainer) throws -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) {
    self.onStep = onStep
    self.onSave = onSave
    self.shouldStop = shouldStop
  }

  public func reasonToEnd(_ training: TrainingLoop) -> TrainingEnd? { shouldStop() ? .interrupted : nil }

  public func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws { try onStep(metrics) }

  public func save(_ training: TrainingLoop) throws { try onSave(training.trainer) }
}
