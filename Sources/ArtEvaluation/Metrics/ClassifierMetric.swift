/// What a classifier tells of images; see ``LabelStatistics``.
struct ClassifierMetric: Metric {
  let id: String
  let title: String
  var unit = ""
  var direction = MetricDirection.likeReal
  var needs: Set<MetricNeed> = [.classProbabilities]
  let minimumImages = 1
  let value: @Sendable (LabelStatistics) -> Estimate?

  static let all: [any Metric] = [
    ClassifierMetric(id: "confidence", title: "confidence of the classifier") { $0.confidence },
    ClassifierMetric(id: "labelEntropy", title: "label entropy", unit: "bits") { $0.entropy },
    ClassifierMetric(
      id: "classAccuracy", title: "accuracy of the class asked for", direction: .higher,
      needs: [.classProbabilities, .labels]
    ) { $0.accuracy },
  ]

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    try comparison.shared(ClassifierComparison.self).samples.flatMap(value).map { MetricValue($0) }
  }

  /// Of the real images that samples are compared with: a classifier may have been trained on the baseline samples.
  func baseline(_ comparison: Comparison) throws -> MetricValue? {
    try comparison.shared(ClassifierComparison.self).real.flatMap(value).map { MetricValue($0) }
  }
}

/// What a classifier sees in samples, and in the real images that they are compared with; nil without a classifier.
struct ClassifierComparison: SharedByComparison {
  let samples: LabelStatistics?
  let real: LabelStatistics?

  init(_ comparison: Comparison) throws {
    func statistics(_ set: SampleSet, entropyOver count: Int) throws -> LabelStatistics? {
      try set.probabilities.map { try LabelStatistics(probabilities: $0, expected: set.labels, entropyOver: count) }
    }
    samples = try statistics(comparison.generated, entropyOver: comparison.real.images.count)
    real = try statistics(comparison.real, entropyOver: comparison.generated.images.count)
  }
}
