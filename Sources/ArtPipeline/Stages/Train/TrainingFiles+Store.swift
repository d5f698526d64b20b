import ArtFiles
import ArtGAN

/// Checkpoints as files. Those to go back to are second names of the training's own, so they take no room until those are
/// replaced.
extension TrainingFiles: CheckpointStore {
  func save(_ trainer: Trainer) throws { try trainer.writeCheckpoint(to: folder.file(checkpoint)) }

  func saveCopy(_ trainer: Trainer) throws {
    try folder.create("\(name)/checkpoints")
    try trainer.writeCheckpoint(to: folder.file(checkpoint(ofStep: trainer.state.step)))
  }

  func saveBest(_ trainer: Trainer) throws { try trainer.writeCheckpoint(to: folder.file(best)) }

  var hasBest: Bool { folder.exists(best) }

  // MARK: Checkpoints to go back to

  private var points: String { "\(name)/rollback" }
  private func point(_ step: Int) -> String { "\(points)/\(Self.digits(step))" }
  private func checkpoint(ofPoint step: Int) -> String { "\(point(step))/checkpoint.safetensors" }
  private func best(ofPoint step: Int) -> String { "\(point(step))/best.safetensors" }

  /// Those that are whole.
  var rollBackPoints: [Int] {
    folder.names(in: points).compactMap { Int($0) }.filter { folder.exists(checkpoint(ofPoint: $0)) }.sorted(by: >)
  }

  func addRollBackPoint(atStep step: Int) throws {
    try folder.create(point(step))
    // The checkpoint comes last: where it is, all of the point is there.
    let bestStep = (try? Checkpoint.state(inFile: folder.path(of: best)))?.step
    if let bestStep, bestStep <= step {
      try folder.link(best, as: best(ofPoint: step))
    } else {
      try folder.remove(best(ofPoint: step))
    }
    try folder.link(checkpoint, as: checkpoint(ofPoint: step))
  }

  func checkpoint(ofRollBackPoint step: Int) throws -> Checkpoint {
    try Checkpoint(readingFrom: folder.path(of: checkpoint(ofPoint: step)), components: components)
  }

  func restoreBest(ofRollBackPoint step: Int) throws {
    if folder.exists(best(ofPoint: step)) {
      try folder.link(best(ofPoint: step), as: best)
    } else {
      try folder.remove(best)
    }
  }

  /// A point that cannot be removed takes room and does no other harm.
  func removeRollBackPoint(atStep step: Int) { try? folder.remove(point(step)) }

  func removeRollBackPoints() { try? folder.remove(points) }
}
