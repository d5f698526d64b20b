import ArtFiles
import ArtGAN

/// Checkpoints as files. Those that are kept and those to go back to are second names of the training's own, so they take no
/// room until that is replaced.
extension TrainingFiles: CheckpointStore {
  func save(_ trainer: Trainer, isKept: Bool) throws {
    if isKept {
      let copy = checkpoint(ofStep: trainer.state.step)
      try folder.create("\(name)/checkpoints")
      try trainer.writeCheckpoint(to: folder.file(copy))
      try folder.link(copy, as: checkpoint)
    } else {
      try trainer.writeCheckpoint(to: folder.file(checkpoint))
    }
    try acceptBest()
  }

  /// One that cannot be removed takes room and does no other harm.
  func removeCopies(butNewest count: Int) {
    let copies = (try? byStep(upTo: .max, parts: [Self.copies])) ?? []
    for file in copies.dropLast(count) { try? folder.remove(file) }
  }

  func saveBest(_ trainer: Trainer) throws { try trainer.writeCheckpoint(to: folder.file(nextBest)) }

  func acceptBest() throws {
    guard folder.exists(nextBest) else { return }
    try folder.link(nextBest, as: best)
    try folder.remove(nextBest)
  }

  /// Puts the best model in its place that a killed run left beside it, or removes it where it is from after the step that
  /// is gone on from: it is found again.
  func settleBest(upTo step: Int) throws {
    guard folder.exists(nextBest) else { return }
    let found = try Checkpoint.unlessDamaged { try Checkpoint.state(inFile: folder.file(nextBest))?.step }
    if found.map({ $0 <= step }) ?? false { try acceptBest() } else { try folder.remove(nextBest) }
  }

  var hasBest: Bool { isThere(best) }

  // MARK: Checkpoints to go back to

  private var points: String { "\(name)/rollback" }
  private func point(_ step: Int) -> String { "\(points)/\(Self.digits(step))" }
  func checkpoint(ofPoint step: Int) -> String { "\(point(step))/checkpoint.safetensors" }
  private func best(ofPoint step: Int) -> String { "\(point(step))/best.safetensors" }

  /// Those that are whole.
  var rollBackPoints: [Int] {
    get throws {
      try folder.names(in: points).compactMap { Int($0) }.filter { isThere(checkpoint(ofPoint: $0)) }.sorted(
        by: >)
    }
  }

  func addRollBackPoint(atStep step: Int) throws {
    try folder.create(point(step))
    // The checkpoint comes last: where it is, all of the point is there.
    if hasBest {
      try folder.link(best, as: best(ofPoint: step))
    } else {
      try folder.remove(best(ofPoint: step))
    }
    try folder.link(checkpoint, as: checkpoint(ofPoint: step))
  }

  func checkpoint(ofRollBackPoint step: Int) throws -> Checkpoint {
    do {
      return try Checkpoint(readingFrom: folder.file(checkpoint(ofPoint: step)), components: components)
    } catch {
      warn(error)
      throw error
    }
  }

  func restoreBest(ofRollBackPoint step: Int) throws {
    try folder.remove(nextBest)
    if folder.exists(best(ofPoint: step)) {
      try folder.link(best(ofPoint: step), as: best)
    } else {
      try folder.remove(best)
    }
  }

  /// A point that cannot be removed takes room and does no other harm.
  func removeRollBackPoint(atStep step: Int) {
    try? folder.remove(["checkpoint.safetensors", "best.safetensors"], thenFolder: point(step))
  }

  func removeRollBackPoints() {
    for step in ((try? folder.names(in: points)) ?? []).compactMap({ Int($0) }) { removeRollBackPoint(atStep: step) }
    try? folder.remove([], thenFolder: points)
  }
}
