/// Where a training keeps its checkpoints: a folder, or memory.
public protocol CheckpointStore {
  /// Keeps the checkpoint that the training is resumed from, in place of the one before. The best model that was saved
  /// before takes its place then.
  ///
  /// - Parameters:
  ///   - trainer: the training.
  ///   - isKept: whether the checkpoint of this step stays when the next one comes. Its copy is there first, so that a
  ///     program that is killed in between comes here again.
  func save(_ trainer: Trainer, isKept: Bool) throws
  /// Removes all copies but the newest ones.
  func removeCopies(butNewest count: Int)
  /// Keeps the model as the best so far, until ``acceptBest()`` beside the one before.
  func saveBest(_ trainer: Trainer) throws
  /// Puts the model of the last ``saveBest(_:)`` in the place of the best one.
  func acceptBest() throws
  /// Whether a best model is kept.
  var hasBest: Bool { get }

  /// The steps of the checkpoints that the training can go back to, the newest first.
  var rollBackPoints: [Int] { get throws }
  /// Makes the checkpoint that was saved last, which is of this step, one to go back to, with the best model of that time.
  func addRollBackPoint(atStep step: Int) throws
  func removeRollBackPoint(atStep step: Int)
  /// Removes all of them.
  func removeRollBackPoints()
  /// Reads the checkpoint of one of ``rollBackPoints``.
  func checkpoint(ofRollBackPoint step: Int) throws -> Checkpoint
  /// Makes the best model of that time the best again, and forgets one that was not accepted.
  func restoreBest(ofRollBackPoint step: Int) throws
  /// Removes copies and other outputs of the steps after one.
  func removeOutputs(after step: Int)
}

/// How often checkpoints are saved.
public enum CheckpointInterval: Hashable, Sendable {
  /// At the multiples of a number of steps.
  case steps(Int)
  /// When so many minutes have passed since the last one.
  case minutes(Double)
}

/// Saves checkpoints now and then, and where the training ends or is interrupted.
public final class PeriodicCheckpoints: TrainingPolicy {
  private let every: CheckpointInterval
  private let kept: Int?
  private let store: any CheckpointStore
  private let now: () -> Double
  private var last: Double

  /// - Parameters:
  ///   - every: when a checkpoint is due.
  ///   - kept: how many of them stay, the newest ones; 1 for no copies, nil for all. One that is saved because the caller
  ///     interrupts the training is no copy: a training that was never interrupted has none of that step.
  ///   - store: where they are kept.
  ///   - now: a clock, in seconds.
  public init(
    every: CheckpointInterval, kept: Int? = 1, in store: any CheckpointStore,
    now: @escaping () -> Double = TrainingClock.seconds
  ) {
    self.every = every
    self.kept = kept
    self.store = store
    self.now = now
    last = now()
  }

  public func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    if !training.trainer.isFinished, isDue(metrics.step) { try training.save() }
  }

  private func isDue(_ step: Int) -> Bool {
    switch every {
    case .steps(let count): step % max(count, 1) == 0
    case .minutes(let minutes): now() - last >= minutes * 60
    }
  }

  public func save(_ training: TrainingLoop) throws {
    last = now()
    try store.save(training.trainer, isKept: kept != 1 && training.end != .interrupted)
    if let kept, kept > 1 { store.removeCopies(butNewest: kept) }
  }
}
