/// Where a training keeps its checkpoints: a folder, or memory.
public protocol CheckpointStore {
  /// Keeps the checkpoint that the training is resumed from, in place of the one before.
  func save(_ trainer: Trainer) throws
  /// Keeps the checkpoint of this step for good.
  func saveCopy(_ trainer: Trainer) throws
  /// Keeps the model as the best so far.
  func saveBest(_ trainer: Trainer) throws
  /// Whether a best model is kept.
  var hasBest: Bool { get }

  /// The steps of the checkpoints that the training can go back to, the newest first.
  var rollBackPoints: [Int] { get }
  /// Makes the checkpoint that was saved last, which is of this step, one to go back to, with the best model of that time.
  func addRollBackPoint(atStep step: Int) throws
  func removeRollBackPoint(atStep step: Int)
  /// Removes all of them.
  func removeRollBackPoints()
  /// Reads the checkpoint of one of ``rollBackPoints``.
  func checkpoint(ofRollBackPoint step: Int) throws -> Checkpoint
  /// Makes the best model of that time the best again.
  func restoreBest(ofRollBackPoint step: Int) throws
  /// Removes copies and other outputs of the steps after one.
  func removeOutputs(after step: Int)
}

/// Saves checkpoints every so many steps, and where the training ends or is interrupted.
public final class PeriodicCheckpoints: TrainingPolicy {
  private let every: Int
  private let keepsAll: Bool
  private let store: any CheckpointStore

  /// - Parameters:
  ///   - every: the steps from checkpoint to checkpoint.
  ///   - keepsAll: whether every checkpoint stays, besides the newest one.
  ///   - store: where they are kept.
  public init(every: Int, keepsAll: Bool = false, in store: any CheckpointStore) {
    self.every = max(every, 1)
    self.keepsAll = keepsAll
    self.store = store
  }

  public func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) throws {
    if !training.trainer.isFinished, metrics.step % every == 0 { try training.save() }
  }

  public func save(_ training: TrainingLoop) throws {
    try store.save(training.trainer)
    if keepsAll { try store.saveCopy(training.trainer) }
  }
}
