import ArtGAN

/// Keeps a training's checkpoints in memory.
final class MemoryStore: CheckpointStore {
  private(set) var saved: Checkpoint?
  private(set) var best: Checkpoint?
  private(set) var copies: [Int] = []
  private var points: [Int: (checkpoint: Checkpoint, best: Checkpoint?)] = [:]

  private var nextBest: Checkpoint?

  func save(_ trainer: Trainer, isKept: Bool) throws {
    if isKept { copies.append(trainer.state.step) }
    saved = try trainer.checkpoint()
    acceptBest()
  }
  func removeCopies(butNewest count: Int) { copies = copies.suffix(count) }
  func saveBest(_ trainer: Trainer) throws { nextBest = try trainer.checkpoint() }
  func acceptBest() { (best, nextBest) = (nextBest ?? best, nil) }
  var hasBest: Bool { best != nil }

  var rollBackPoints: [Int] { points.keys.sorted(by: >) }
  func addRollBackPoint(atStep step: Int) throws { points[step] = saved.map { (checkpoint: $0, best: best) } }
  func removeRollBackPoint(atStep step: Int) { points[step] = nil }
  func removeRollBackPoints() { points = [:] }
  func checkpoint(ofRollBackPoint step: Int) throws -> Checkpoint {
    guard let point = points[step] else { throw TrainingError.notResumable }
    return point.checkpoint
  }
  func restoreBest(ofRollBackPoint step: Int) { (best, nextBest) = (points[step]?.best, nil) }
  func removeOutputs(after step: Int) { copies.removeAll { $0 > step } }
}
