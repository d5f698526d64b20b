/// Where a training step's latent points come from.
public enum NoiseSource: Hashable, Sendable {
  /// Drawn within the step, from the run's seed and the step's number.
  case drawn
  /// Given by the caller, to compare with another program number by number.
  case given
}
