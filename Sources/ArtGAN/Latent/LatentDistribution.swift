/// The distribution from which latent vectors are drawn.
public enum LatentDistribution: String, CaseIterable, Codable, Hashable, Sendable {
  /// Every coordinate from the standard normal distribution: mean 0, variance 1.
  case normal
  /// Every coordinate evenly from [−1, 1).
  case uniform
}
