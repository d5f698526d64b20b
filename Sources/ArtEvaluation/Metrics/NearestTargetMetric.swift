/// The share of images whose nearest target by features is their own: whether a model makes what was asked for, and not
/// something that fits as well to any other input.
struct NearestTargetMetric: Metric {
  let id = "nearestTarget"
  let title = "nearest target is the true one"
  let direction = MetricDirection.higher
  let needs: Set<MetricNeed> = [.targets, .features]

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let (images, targets) = (try comparison.generated.features, try comparison.real.features)
    guard images.rows == targets.rows else { throw MetricsError.unpaired(images.rows, targets.rows) }
    let nearest = try NearestNeighbours(1, of: images, in: targets, pool: comparison.pool)
    return MetricValue(.share((0..<images.rows).count { nearest[$0].first?.index == $0 }, of: images.rows))
  }
}
