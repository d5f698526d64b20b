public import ArtTensor

/// The Fréchet distance between the normal distributions that have the means and covariances of two sets of features:
///
///     ‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½)
///
/// 0 for equal moments. It is known as FID where the features are those of the Inception network, and only there. It
/// depends on the number of images: fewer give larger distances, so only values of equal counts can be compared.
///
/// Source: Heusel et al. 2017, "GANs trained by a two time-scale update rule converge to a local Nash equilibrium".
public struct FrechetDistance: Sendable {
  private let features: FeatureMatrix
  private let origin: [Double]
  /// The sums over each group of the real images, kept so that several models can be measured against one set.
  private let real: GroupedMoments

  /// - Parameters:
  ///   - real: the features of the real images.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError/tooFew(metric:found:needed:)`` below two images.
  public init(real: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    try Self.check(real.rows)
    features = real
    origin = real.columnMeans()
    self.real = GroupedMoments(real, Self.jackknife(real.rows, real.columns), origin: origin, pool: pool)
  }

  /// The distance to a set of generated images, with a jackknife's interval.
  ///
  /// - Throws: ``MetricsError``, also for features of another width.
  public func callAsFunction(_ generated: FeatureMatrix, pool: ThreadPool) throws(MetricsError) -> Estimate {
    try Self.check(generated.rows)
    guard generated.columns == features.columns else { throw .widthsDiffer(features.columns, generated.columns) }
    let jackknife = Self.jackknife(min(features.rows, generated.rows), features.columns)
    // Fewer generated images than groups: both sets are cut into fewer.
    let real =
      jackknife == self.real.jackknife
      ? self.real : GroupedMoments(features, jackknife, origin: origin, pool: pool)
    let made = GroupedMoments(generated, jackknife, origin: origin, pool: pool)
    let value = try Self.distance(real.total, made.total, pool)
    guard let jackknife else { return Estimate(value) }
    var without: [Double] = []
    for group in 0..<jackknife.groups {
      without.append(try Self.distance(real.total - real.groups[group], made.total - made.groups[group], pool))
    }
    return Estimate(value, interval: jackknife.interval(around: value, without: without))
  }

  /// Wide features make large matrices: five groups then, for the sake of memory and time.
  private static func jackknife(_ count: Int, _ width: Int) -> Jackknife? {
    Jackknife(count: count, most: width <= 512 ? 20 : 5)
  }

  private static func check(_ count: Int) throws(MetricsError) {
    guard count >= 2 else { throw .tooFew(metric: "the Fréchet distance", found: count, needed: 2) }
  }

  private static func distance(_ a: Moments, _ b: Moments, _ pool: ThreadPool) throws(MetricsError) -> Double {
    let apart = zip(a.mean, b.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let (first, second) = (a.covariance, b.covariance)
    let root = try first.squareRoot(pool: pool)
    let product = root.multiplied(by: second, pool: pool).multiplied(by: root, pool: pool)
    let overlap = try product.eigenvalues(pool: pool).reduce(0) { $0 + max($1, 0).squareRoot() }
    // Rounding can bring the distance of equal sets below zero.
    return max(apart + first.trace + second.trace - 2 * overlap, 0)
  }
}

/// The moments of a set and of its groups.
private struct GroupedMoments: Sendable {
  let jackknife: Jackknife?
  let groups: [Moments]
  let total: Moments

  init(_ features: FeatureMatrix, _ jackknife: Jackknife?, origin: [Double], pool: ThreadPool) {
    let ranges = jackknife.map { cut in (0..<cut.groups).map { cut.rows($0, of: features.rows) } }
    groups = Moments.ofGroups(ranges ?? [0..<features.rows], features, origin: origin, pool: pool)
    total = groups.dropFirst().reduce(into: groups[0]) { $0 += $1 }
    self.jackknife = jackknife
  }
}
