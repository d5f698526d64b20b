/// How far the distribution of features is from that of real images, without a bias of small sets; see
/// ``KernelDistance``.
struct KernelDistanceMetric: Metric {
  let id = "kernelDistance"
  let title = "kernel distance"
  let direction = MetricDirection.lower
  let needs: Set<MetricNeed> = [.features]

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    MetricValue(
      try KernelDistance.estimate(
        real: comparison.real.features, generated: comparison.generated.features, pool: comparison.pool))
  }
}
