/// How far the distribution of features is from that of real images; see ``FrechetDistance``.
struct FrechetDistanceMetric: Metric {
  let id = "frechetDistance"
  let title = "Fréchet distance"
  let direction = MetricDirection.lower
  let needs: Set<MetricNeed> = [.features]

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let distance = try comparison.real.shared(FrechetDistance.self)
    return MetricValue(try distance(comparison.generated.features, pool: comparison.pool))
  }
}

extension FrechetDistance: SharedBySamples {
  public init(_ samples: SampleSet) throws {
    try self.init(real: samples.features, pool: samples.pool)
  }
}
