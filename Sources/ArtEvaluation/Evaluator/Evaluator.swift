public import ArtSettings
public import ArtTensor

/// Compares sets of images with one set of real ones, by every metric that can be computed of them. What the metrics
/// compute of the real images is computed once.
public final class Evaluator {
  /// The metrics that are measured, in the registry's order.
  public let metrics: [any Metric]
  public let features: FeatureSource
  private let reference: SampleSet
  private let training: SampleSet?
  /// What is translated, in the form of the real images.
  private let inputs: SampleSet?
  private let source: RealImages.Source
  private let provisions: Provisions
  private let effort: EvaluationEffort
  private let key: RandomKey
  private let check: () throws -> Void

  /// - Parameters:
  ///   - registry: the metrics that there are.
  ///   - images: the real images.
  ///   - measuresTraining: whether metrics may be computed from the training images: that takes longer.
  ///   - classesOfSamples: whether the class of each sample is known; see ``measure(_:labels:begin:)``.
  ///   - features: what images are compared by.
  ///   - effort: how much may be computed.
  ///   - seed: of all random choices.
  ///   - pool: the threads that do the work.
  ///   - check: called now and then; it throws to stop.
  /// - Throws: ``MetricsError`` for too few real images, and what `check` throws.
  public init(
    _ registry: MetricRegistry, _ images: EvaluationImages, measuresTraining: Bool, classesOfSamples: Bool = false,
    features: FeatureSource, effort: EvaluationEffort = .full, seed: UInt64, pool: ThreadPool,
    check: @escaping () throws -> Void
  ) throws {
    self.features = features
    self.effort = effort
    self.check = check
    source = images.source
    key = SeedPurpose.metrics.key(of: seed)
    func set(_ images: ImageSet, labels: [Int]? = nil) -> SampleSet {
      SampleSet(images, labels: labels, pool: pool) { try features($0, check: check) }
    }
    reference = set(images.reference, labels: features.numbers(ofClasses: images.referenceClasses))
    training = measuresTraining ? set(images.training) : nil
    let translations = images.translations
    inputs = translations.map { set($0.untranslated) }
    let provisions = Provisions(
      side: min(images.reference.height, images.reference.width),
      classes: translations == nil && !features.classNames.isEmpty, labels: classesOfSamples,
      training: translations == nil && measuresTraining, inputs: translations != nil,
      targets: translations?.isPaired ?? false,
      most: translations == nil ? nil : min(images.reference.count, images.samples))
    self.provisions = provisions
    metrics = registry.all.filter(provisions.suffice)
    try checkCount(images.reference.count)
    try checkCount(images.samples)
    _ = try reference.features
  }

  /// The metric that tells the best model.
  ///
  /// - Parameter wanted: the one that is asked for; nil for the first that compares features of a network, or pixels
  ///   where there is no network.
  /// - Throws: ``MetricsError/lacks(_:metric:)`` where it cannot be computed of these images.
  public func selecting(_ wanted: (any Metric)?) throws(MetricsError) -> any Metric {
    if let wanted {
      if let need = provisions.lacking(wanted.needs) { throw .lacks(need, metric: wanted.id) }
      if let most = provisions.most, most < wanted.minimumImages {
        throw .tooFew(metric: wanted.title, found: most, needed: wanted.minimumImages)
      }
      return wanted
    }
    return metrics.usual(byNetwork: features.network != nil)
  }

  /// Measures images.
  ///
  /// - Parameters:
  ///   - images: the images.
  ///   - labels: the class that each should be of, by the numbers of the feature network; nil where there is none.
  ///   - begin: is told what is computed next: ``partCount`` times.
  public func measure(
    _ images: ImageSet, labels: [Int]? = nil, begin: (String) -> Void = { _ in }
  ) throws -> Evaluation {
    try evaluate(images, labels, begin) { try $0.measure($1) }
  }

  /// Measures real images in the place of generated ones, as many as there are samples: what a perfect model would
  /// reach. Where a model translates images, these themselves are measured: what is had without it.
  public func measureBaseline(
    _ images: ImageSet, labels: [Int]? = nil, begin: (String) -> Void = { _ in }
  ) throws -> Evaluation {
    try evaluate(images, labels, begin) { [inputs] in try inputs == nil ? $0.baseline($1) : $0.measure($1) }
  }

  /// Measures one image in the place of all translations, by the metrics that compare pixels with targets: what is had by
  /// always answering the same.
  ///
  /// - Returns: the values by the metrics' ids; empty for models from noise, and where there are no pairs.
  public func measureAlways(_ image: ImageSet) throws -> [String: MetricValue] {
    let same = image.gathering([Int](repeating: 0, count: reference.images.count))
    let comparison = comparison(
      SampleSet(same, pool: reference.pool) { [features, check] in
        try features($0, check: check)
      })
    var values: [String: MetricValue] = [:]
    for metric in metrics where metric.needs.contains(.targets) && !metric.needs.contains(.features) {
      try check()
      values[metric.id] = try metric.measure(comparison)
    }
    return values
  }

  /// How many parts a measurement has.
  public var partCount: Int { 1 + metrics.count }

  private func evaluate(
    _ images: ImageSet, _ labels: [Int]?, _ begin: (String) -> Void,
    _ measure: (any Metric, Comparison) throws -> MetricValue?
  ) throws -> Evaluation {
    try checkCount(images.count)
    let generated = SampleSet(images, labels: labels, pool: reference.pool) { [features, check] in
      try features($0, check: check)
    }
    let comparison = comparison(generated)
    begin("features")
    _ = try generated.features
    var values: [String: MetricValue] = [:]
    for metric in metrics {
      try check()
      begin(metric.title)
      values[metric.id] = try measure(metric, comparison)
    }
    return try Evaluation(values: values, comparison: comparison)
  }

  private func comparison(_ generated: SampleSet) -> Comparison {
    Comparison(
      real: reference, generated: generated, training: training, inputs: inputs,
      realImagesAreTraining: source == .training, effort: effort, key: key)
  }

  private func checkCount(_ count: Int) throws(MetricsError) {
    for metric in metrics where count < metric.minimumImages {
      throw .tooFew(metric: metric.title, found: count, needed: metric.minimumImages)
    }
  }

  /// What the metrics can be computed from.
  private struct Provisions {
    let side: Int
    let classes: Bool
    let labels: Bool
    let training: Bool
    let inputs: Bool
    let targets: Bool
    /// How many images there are of each set, where metrics that need more are left out; nil where they are refused.
    let most: Int?

    func suffice(for metric: any Metric) -> Bool {
      lacking(metric.needs) == nil && most.map { $0 >= metric.minimumImages } ?? true
    }

    /// A need that is not met; nil where all are.
    func lacking(_ needs: Set<MetricNeed>) -> MetricNeed? {
      needs.filter { need in
        switch need {
        case .features: false
        case .pixels(let side): side > self.side
        case .classProbabilities: !classes
        case .labels: !labels
        case .trainingImages: !training
        case .inputs: !inputs
        case .targets: !targets
        }
      }.min { $0.words < $1.words }
    }
  }
}
