/// The delete-a-group jackknife: a metric is computed again without each of some groups of images, and how much it
/// moves tells how far chance carries it.
///
/// It is used where drawing images again with replacement, as the bootstrap does, would change the metric itself:
/// repeated images make covariances, kernels and sorted samples look poorer than they are. Where a metric compares two
/// sets, group g of the one is left out together with group g of the other, so that the chance in both is counted.
///
/// Source: Shao and Tu, The jackknife and bootstrap (1995), section 2.3.
public struct Jackknife: Hashable, Sendable {
  /// The number of groups: at least 4.
  public let groups: Int

  /// - Parameters:
  ///   - count: images in the smaller set.
  ///   - most: the largest number of groups.
  /// - Returns: nil where there are too few images for four groups of two.
  public init?(count: Int, most: Int = 20) {
    groups = min(count / 2, most)
    if groups < 4 { return nil }
  }

  /// The rows of group `group` in a set of `count` rows.
  public func rows(_ group: Int, of count: Int) -> Range<Int> {
    (group * count / groups)..<((group + 1) * count / groups)
  }

  /// The interval around `value`, from the values without each group.
  public func interval(around value: Double, without: [Double]) -> Estimate.Interval {
    let mean = without.reduce(0, +) / Double(groups)
    let squares = without.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares * Double(groups - 1) / Double(groups)).squareRoot()
    let reach = error * Self.quantile(degrees: groups - 1)
    return Estimate.Interval(low: value - reach, high: value + reach)
  }

  /// Student's t: the point that 97.5 % of the distribution lie below.
  private static func quantile(degrees: Int) -> Double {
    let table = [
      12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469119, 2.3646243, 2.3060041, 2.2621572, 2.2281389,
      2.2009852, 2.1788128, 2.1603687, 2.1447867, 2.1314495, 2.1199053, 2.1098156, 2.100922, 2.0930241,
    ]
    return degrees <= table.count ? table[max(degrees, 1) - 1] : 1.96
  }
}
