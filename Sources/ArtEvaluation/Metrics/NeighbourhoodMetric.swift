import ArtTensor

/// Precision, recall, density and coverage: four shares of one computation; see ``NeighbourhoodStatistics``.
struct NeighbourhoodMetric: Metric {
  let id: String
  let title: String
  let direction = MetricDirection.higher
  let needs: Set<MetricNeed> = [.features]
  let minimumImages = NeighbourhoodStatistics.densityNeighbours + 1
  private let share: @Sendable (NeighbourhoodStatistics) -> Estimate

  private init(_ id: String, k: Int, _ share: @escaping @Sendable (NeighbourhoodStatistics) -> Estimate) {
    self.id = id
    title = "\(id) (k = \(k))"
    self.share = share
  }

  static let all: [any Metric] = [
    NeighbourhoodMetric("precision", k: NeighbourhoodStatistics.precisionNeighbours) { $0.precision },
    NeighbourhoodMetric("recall", k: NeighbourhoodStatistics.precisionNeighbours) { $0.recall },
    NeighbourhoodMetric("density", k: NeighbourhoodStatistics.densityNeighbours) { $0.density },
    NeighbourhoodMetric("coverage", k: NeighbourhoodStatistics.densityNeighbours) { $0.coverage },
  ]

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    MetricValue(share(try comparison.shared(NeighbourhoodStatistics.self)))
  }
}

extension NeighbourhoodStatistics: SharedByComparison {
  public init(_ comparison: Comparison) throws {
    try self.init(
      real: comparison.real.shared(RealNeighbourhoods.self), generated: comparison.generated.features,
      key: comparison.key.folded(.neighbourhoods), pool: comparison.pool)
  }
}

extension RealNeighbourhoods: SharedBySamples {
  public init(_ samples: SampleSet) throws {
    try self.init(samples.features, pool: samples.pool)
  }
}
