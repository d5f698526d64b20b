import ArtGraph

extension Trainer {
  /// Goes back to an earlier checkpoint of the same training and on with lower learning rates.
  ///
  /// Weights, optimisers and everything else are those of the checkpoint. Random numbers and batches follow from the seed
  /// and the step, so the same images come again in the same order; only the learning rates are others. Earlier
  /// roll-backs of this training stay in force.
  ///
  /// - Parameters:
  ///   - checkpoint: an earlier one of this training, with its state.
  ///   - rollBack: what happened, and the factor. It is kept in ``TrainingState/rollBacks``.
  /// - Throws: ``TrainingError/notResumable`` for a checkpoint without a state, ``TrainingError/otherImages`` for one of
  ///   other images.
  func rollBack(to checkpoint: Checkpoint, _ rollBack: RollBack) throws(TrainingError) {
    guard var earlier = checkpoint.state else { throw .notResumable }
    guard earlier.dataHash == state.dataHash, earlier.seed == state.seed else { throw .otherImages }
    for (name, tensor) in checkpoint.tensors { variables[name] = tensor }
    // How long the training shall be may have become known since.
    earlier.totalSteps = max(state.totalSteps, earlier.step)
    earlier.planned = state.planned
    (earlier.minutes, earlier.secondsSpent) = (state.minutes, state.secondsSpent)
    earlier.inputs = state.inputs
    earlier.rollBacks = (state.rollBacks ?? []) + [rollBack]
    state = earlier
    lastGoodStep = earlier.step
  }
}
