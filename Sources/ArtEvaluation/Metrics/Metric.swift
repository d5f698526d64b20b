public import ArtTensor

/// A measure of how good generated images are: one value that says what it is called, which values are good, what it
/// needs and how it is computed.
///
/// The built-in metrics conform as any other does: one type in one file, registered with the ``MetricRegistry``. The
/// report, its JSON and table, the training's evaluation and the choice of the best model follow from the registry.
public protocol Metric: Sendable {
  /// The name in documents, records and reports: `frechetDistance`.
  var id: String { get }
  /// The name for people, as it stands within a sentence: `Fréchet distance`.
  var title: String { get }
  /// What the value is measured in: `bits`. Empty for a plain number.
  var unit: String { get }
  /// Which values are good.
  var direction: MetricDirection { get }
  /// What it is computed from. Where the evaluation lacks one of these, the metric is left out.
  var needs: Set<MetricNeed> { get }
  /// The fewest images in each of the two sets.
  var minimumImages: Int { get }

  /// Compares generated images with real ones.
  ///
  /// - Parameter comparison: the two sets. What other metrics compute of them as well is computed once: see
  ///   ``Comparison/shared(_:)`` and ``SampleSet/shared(_:)``.
  /// - Returns: the value with its 95 % confidence interval; nil where these images have none.
  func measure(_ comparison: Comparison) throws -> MetricValue?

  /// The value that real images have: what a perfect model would reach. It is not asked for where a model translates
  /// images: the inputs themselves are measured there.
  ///
  /// - Parameter comparison: other real images take the place of the generated ones, as many as there are samples.
  /// - Returns: by default what ``measure(_:)`` finds; nil where there is none.
  func baseline(_ comparison: Comparison) throws -> MetricValue?

  /// About what measuring takes at most besides the images and their features, in bytes.
  ///
  /// - Parameters:
  ///   - images: how many images each of the two sets has.
  ///   - shape: their shape, `[height, width, channels]`.
  ///   - effort: how much may be computed.
  func memory(images: Double, shape: Shape, effort: EvaluationEffort) -> Double

  /// What the report says of the two values, a line each; by default nothing.
  func remarks(model: Estimate, baseline: Estimate) -> [String]
}

extension Metric {
  public var unit: String { "" }
  public var minimumImages: Int { 2 }

  public func baseline(_ comparison: Comparison) throws -> MetricValue? {
    needs.contains(.labels) && comparison.generated.labels == nil ? nil : try measure(comparison)
  }

  public func memory(images: Double, shape: Shape, effort: EvaluationEffort) -> Double { 0 }

  public func remarks(model: Estimate, baseline: Estimate) -> [String] { [] }

  /// Whether models of a kind can have it: those that translate images, or those from noise.
  public func serves(translations: Bool) -> Bool { translations || !needs.contains { $0.isOfTranslations } }

  /// The title and the unit: `label entropy, bits`.
  public var label: String { unit.isEmpty ? title : "\(title), \(unit)" }
}

/// Which values of a metric are good.
public enum MetricDirection: String, Codable, Hashable, Sendable {
  case lower, higher
  /// Near the value of real images.
  case likeReal

  /// What tells better from worse: lower is better.
  ///
  /// - Parameters:
  ///   - value: the metric's value; nil where it was not measured, which is worse than any value.
  ///   - baseline: the value of real images, where it is known.
  public func score(_ value: Double?, baseline: Double?) -> Double {
    guard let value, !value.isNaN else { return .infinity }
    return switch self {
    case .lower: value
    case .higher: -value
    case .likeReal: abs(value - (baseline ?? 0))
    }
  }
}

/// What a metric is computed from.
public enum MetricNeed: Hashable, Sendable {
  /// Features of the images.
  case features
  /// The images themselves, both sides of at least so many pixels.
  case pixels(side: Int)
  /// The probabilities that a feature network gives to its classes.
  case classProbabilities
  /// The class that each sample should be of.
  case labels
  /// The images that the model was trained on.
  case trainingImages
  /// The images that the model translated: models from noise have none.
  case inputs
  /// A target for each image: model and data of pairs.
  case targets

  /// Whether only models that translate images have it.
  var isOfTranslations: Bool { self == .inputs || self == .targets }

  var words: String {
    switch self {
    case .features: "features of the images"
    case .pixels(let side): "images of at least \(side)×\(side) pixels"
    case .classProbabilities: "a feature network that knows classes"
    case .labels: "samples of classes that the feature network knows"
    case .trainingImages: "the training images"
    case .inputs: "a model that translates images"
    case .targets: "a model that translates images, and the target of each"
    }
  }
}

/// What a metric measured.
public struct MetricValue: Hashable, Sendable {
  public var estimate: Estimate
  /// Values that the estimate is made of, such as that of each scale.
  public var parts: [Part]
  /// What was compared with what, where that is not what all metrics compare.
  public var note: String?
  /// The number of images that the value is of, where it is not that of the samples.
  public var images: Int?

  public struct Part: Hashable, Sendable {
    /// The part's name in reports: `12x12`.
    public var id: String
    /// The name for people: `at 12×12 pixels`.
    public var title: String
    public var estimate: Estimate

    public init(id: String, title: String, _ estimate: Estimate) {
      self.id = id
      self.title = title
      self.estimate = estimate
    }
  }

  public init(_ estimate: Estimate, parts: [Part] = [], note: String? = nil, images: Int? = nil) {
    self.estimate = estimate
    self.parts = parts
    self.note = note
    self.images = images
  }
}
