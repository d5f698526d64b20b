import ArtSettings

/// Whether the model copies images that it was trained on; see ``Memorization``. It is told by pixels: a copy is one to
/// the eye, whatever a network makes of it.
struct MemorizationMetric: Metric {
  let id = "memorization"
  let title = "memorization"
  let direction = MetricDirection.likeReal
  let needs: Set<MetricNeed> = [.trainingImages]
  let minimumImages = 1

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    guard let training = comparison.training else { return nil }
    let found = try comparison.shared(Memorization.self)
    return MetricValue(found.share, note: "compared with \(Counted.text(training.images.count, "training image"))")
  }

  /// Of real images that the model was not trained on; where there are none, of training images beside all others.
  func baseline(_ comparison: Comparison) throws -> MetricValue? {
    guard let training = comparison.training else { return nil }
    let (images, pool) = (try training.shared(Thumbnails.self).features, comparison.pool)
    if comparison.realImagesAreTraining {
      let count = min(comparison.generated.images.count, training.images.count)
      return MetricValue(
        try Memorization(ofFirst: count, among: images, pool: pool).share,
        note: "\(Counted.text(count)) of these, each compared with all others", images: count)
    }
    let real = comparison.real
    return MetricValue(
      try Memorization(of: real.shared(Thumbnails.self).features, training: images, pool: pool).share,
      note: "the \(Counted.text(real.images.count, "real image")) above", images: real.images.count)
  }

  func remarks(model: Estimate, baseline: Estimate) -> [String] {
    guard model.interval?.low ?? model.value > baseline.interval?.high ?? baseline.value else { return [] }
    return [
      "Memorization is higher than that of real images: the model copies training images, or its images have little",
      "shape, grey or blurred, and so lie near many. The sheet of nearest training images shows which.",
    ]
  }
}

extension Memorization: SharedByComparison {
  public init(_ comparison: Comparison) throws {
    guard let training = comparison.training else { throw MetricsError.lacks(.trainingImages, metric: "memorization") }
    try self.init(
      of: comparison.generated.shared(Thumbnails.self).features, training: training.shared(Thumbnails.self).features,
      pool: comparison.pool)
  }
}

/// Images small enough to be compared by pixels.
private struct Thumbnails: SharedBySamples {
  let features: FeatureMatrix

  init(_ samples: SampleSet) {
    features = samples.images.thumbnails(side: 32, pool: samples.pool)
  }
}
