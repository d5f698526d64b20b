/// What an evaluation in the course of a training found: a line of `evaluations.jsonl`. It holds no times, so that a
/// training that was stopped and resumed leaves the same file as one that was not.
public struct EvaluationRecord: Codable, Hashable, Sendable {
  /// The version of the line's form. The first one had none, and no ``settings``.
  public private(set) var version: Int? = Self.currentVersion
  /// Names what the evaluation was made by: only those of the same can be compared.
  public var settings: String?
  public var step: Int
  /// The values of the metrics, by their ids.
  public var metrics: [String: Double]
  /// Their 95 % intervals; without those that there were too few images for.
  public var intervals: [String: Estimate.Interval]
  /// The same metrics of real images in place of the samples; nil where there were too few.
  public var baseline: [String: Double]?
  /// The number of samples, and that of the real images.
  public var samples: Int
  public var images: Int
  /// Where the real images came from.
  public var against: RealImages.Source
  /// See ``Evaluation/variety``.
  public var variety: Double
  /// See ``Evaluation/saturation``.
  public var saturation: Double
  /// Of a model that translates images; nil for one from noise. ``baseline`` is that of the inputs themselves then.
  public var translation: Translation?

  public struct Translation: Codable, Hashable, Sendable {
    /// Whether each input came with its target.
    public var isPaired: Bool
    /// The metrics of always answering with the mean target.
    public var meanTarget: [String: Double]

    public init(isPaired: Bool, meanTarget: [String: Double]) {
      self.isPaired = isPaired
      self.meanTarget = meanTarget
    }
  }

  static let currentVersion = 2

  public init(
    step: Int, metrics: [String: Estimate], baseline: [String: Estimate]? = nil, samples: Int = 0, images: Int = 0,
    against: RealImages.Source = .training, variety: Double = 1, saturation: Double = 0
  ) {
    self.step = step
    self.metrics = metrics.mapValues(\.value)
    self.intervals = metrics.compactMapValues(\.interval)
    self.baseline = baseline?.mapValues(\.value)
    self.samples = samples
    self.images = images
    self.against = against
    self.variety = variety
    self.saturation = saturation
  }

  /// - Parameters:
  ///   - step: the steps of the training.
  ///   - evaluation: of samples that the model made after these.
  ///   - baseline: of real images in their place; nil where there were too few.
  ///   - against: where the real images came from.
  public init(step: Int, _ evaluation: Evaluation, baseline: Evaluation?, against: RealImages.Source) {
    self.init(
      step: step, metrics: evaluation.estimates, baseline: baseline?.estimates,
      samples: evaluation.comparison.generated.images.count, images: evaluation.comparison.real.images.count,
      against: against, variety: evaluation.variety, saturation: evaluation.saturation)
  }

  /// Whether the counts are counts.
  var isPossible: Bool { step >= 0 && samples >= 0 && images >= 0 }

  /// A metric with its interval.
  public func estimate(_ id: String) -> Estimate? {
    metrics[id].map { Estimate($0, interval: intervals[id]) }
  }

  /// What tells better from worse: lower is better.
  public func score(_ metric: any Metric) -> Double {
    metric.direction.score(metrics[metric.id], baseline: baseline?[metric.id])
  }
}
