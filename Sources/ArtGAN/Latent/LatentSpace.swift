import ArtTensor

/// The space a generator draws its images from: how many coordinates a point has, and how points are spread.
///
/// A point is named by a seed and an index, and the same name is the same point in every run, for every count of
/// points drawn: point 7 of seed 1 does not depend on points 0 to 6.
public struct LatentSpace: Codable, Hashable, Sendable {
  /// The number of coordinates of a point.
  public let size: Int
  public let distribution: LatentDistribution

  public init(size: Int, distribution: LatentDistribution = .normal) {
    self.size = size
    self.distribution = distribution
  }

  /// Point `index` of `seed`: `size` numbers.
  public func point(seed: UInt64, index: UInt64 = 0) -> [Float] {
    let key = SeedPurpose.latentPoints.key(of: seed).folded(index)
    switch distribution {
    case .normal: return key.normals(count: size)
    case .uniform: return key.uniforms(count: size).map { 2 * $0 - 1 }
    }
  }

  /// Points 0 up to `count` of `seed`, each made when it is asked for.
  public func points(seed: UInt64, count: Int) -> LatentPoints {
    LatentPoints(space: self, seed: seed, count: max(count, 0))
  }
}

/// The distribution from which latent vectors are drawn.
public enum LatentDistribution: String, CaseIterable, Codable, Hashable, Sendable {
  /// Every coordinate from the standard normal distribution: mean 0, variance 1.
  case normal
  /// Every coordinate evenly from [−1, 1).
  case uniform
}
