/// How often a training may go back to an earlier checkpoint, and how much lower its learning rates are from there on.
public struct RollBackLimits: Hashable, Sendable {
  /// What both learning rates are multiplied by, each time.
  public var rateFactor: Double
  /// The most returns in the whole training.
  public var times: Int

  public init(rateFactor: Double, times: Int) {
    self.rateFactor = rateFactor
    self.times = times
  }

  /// Whether a training under these limits could have gone back as this one has.
  public func allow(_ rollBacks: [RollBack]) -> Bool {
    rollBacks.count <= times && rollBacks.allSatisfy { $0.rateFactor == rateFactor }
  }
}

/// Takes a training that diverged back to an earlier checkpoint, and on from there with lower learning rates.
///
/// Only checkpoints of the multiples of `every` steps can be gone back to. One that is saved where the caller interrupts the
/// training is none of them: so a training that was interrupted and resumed goes back to the same step as one that was
/// not.
public final class RollBackOnDivergence: TrainingPolicy {
  private let limits: RollBackLimits
  private let every: Int
  private let store: any CheckpointStore

  /// So many checkpoints are kept: weights of the last one may be far too large already, and still finite.
  private static let mostPoints = 3

  /// - Parameters:
  ///   - limits: how often, and how far down with the learning rates.
  ///   - every: steps between the checkpoints that can be gone back to.
  ///   - store: where they are kept.
  public init(_ limits: RollBackLimits, every: Int, in store: any CheckpointStore) {
    self.limits = limits
    self.every = max(every, 1)
    self.store = store
  }

  /// A training that begins is saved, so that there always is a step to go back to.
  public func begin(_ training: TrainingLoop) throws {
    let step = training.trainer.state.step
    try removePoints(after: step)
    // The last run may have been killed right after it went back.
    if training.trainer.state.rollBacks?.last?.to == step { store.removeOutputs(after: step) }
    let newest = try store.rollBackPoints.first
    if step == 0, newest == nil {
      try store.save(training.trainer, isKept: false)
      training.savedStep = 0
    }
    // The last run may have ended right behind a checkpoint, or have had no such points.
    if newest.map({ $0 < step && step % every == 0 }) ?? true { try store.addRollBackPoint(atStep: step) }
  }

  public func save(_ training: TrainingLoop) throws {
    let trainer = training.trainer
    guard training.end == nil, !trainer.isFinished, trainer.state.step % every == 0 else { return }
    try store.addRollBackPoint(atStep: trainer.state.step)
    for old in try store.rollBackPoints.dropFirst(Self.mostPoints) { store.removeRollBackPoint(atStep: old) }
  }

  public func recover(from divergence: Divergence, _ training: TrainingLoop) throws -> Bool {
    let trainer = training.trainer
    let before = trainer.state.rollBacks ?? []
    guard before.count < limits.times, let (point, checkpoint) = try newestGood(notAgain: before.last?.to) else {
      return false
    }
    try trainer.rollBack(
      to: checkpoint,
      RollBack(step: divergence.step, what: divergence.what, to: point, rateFactor: limits.rateFactor))
    // In this order, so that a program that is killed in between comes here again.
    try store.restoreBest(ofRollBackPoint: point)
    try store.save(trainer, isKept: false)
    try removePoints(after: point)
    store.removeOutputs(after: point)
    try training.rewind(keepsBest: store.hasBest)
    return true
  }

  /// The newest point, or, where the training went back to that before and it diverged again, the one before it. Points
  /// whose file is damaged are passed over.
  private func newestGood(notAgain last: Int?) throws -> (step: Int, Checkpoint)? {
    let points = try store.rollBackPoints
    let isAgain = points.first == last && points.count > 1
    for point in isAgain ? points.dropFirst() + points.prefix(1) : points[...] {
      do {
        return (point, try store.checkpoint(ofRollBackPoint: point))
      } catch {
        guard Checkpoint.isDamage(error) else { throw error }
      }
    }
    return nil
  }

  public func finish(_ training: TrainingLoop) throws { store.removeRollBackPoints() }

  private func removePoints(after step: Int) throws {
    for point in try store.rollBackPoints where point > step { store.removeRollBackPoint(atStep: point) }
  }
}
