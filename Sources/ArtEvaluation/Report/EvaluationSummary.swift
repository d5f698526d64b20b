public import ArtSettings

/// How good a model's images are beside real ones, in a sentence or two that need no glossary: what `evaluate` and a
/// training end with, and pages say.
public struct EvaluationSummary: Hashable, Sendable {
  /// A metric's values: the model's, and that of real images.
  public struct Reading: Hashable, Sendable {
    public let id: String
    /// The name for people: `Fréchet distance`.
    public let title: String
    public let direction: MetricDirection
    public let model: Estimate
    /// Where a model translates images, that of the inputs themselves.
    public let baseline: Double?
    /// That of the mean target, where there are pairs.
    public let meanTarget: Double?

    public init(
      id: String, title: String, direction: MetricDirection, model: Estimate, baseline: Double?,
      meanTarget: Double? = nil
    ) {
      self.id = id
      self.title = title
      self.direction = direction
      self.model = model
      self.baseline = baseline
      self.meanTarget = meanTarget
    }
  }

  /// What the images are like: a sentence without its full stop. It begins with a verdict.
  public let quality: String
  /// Whether they are copies; nil where that was not measured.
  public let copies: String?

  /// Both, as one text: `The images look right, but vary too little: 91 of 100 look real …. 3 of 100 ….`
  public var text: String { ([quality] + (copies.map { [$0] } ?? [])).map { $0 + "." }.joined(separator: " ") }

  init(quality: String, copies: String?) {
    self.quality = quality
    self.copies = copies
  }

  /// - Parameters:
  ///   - readings: the metrics that were measured, in the registry's order.
  ///   - usesThumbnails: whether thumbnails stood in for a feature network: they show layout and colour, no detail.
  ///   - variety: see ``Evaluation/variety``; nil where it is not known.
  public init(_ readings: [Reading], usesThumbnails: Bool, variety: Double? = nil) {
    let pairs = Dictionary(
      readings.compactMap { reading in reading.baseline.map { (reading.id, (reading.model.value, $0)) } },
      uniquingKeysWith: { first, _ in first })
    if let precision = pairs["precision"], let recall = pairs["recall"] {
      let shares = ", and \(Self.ofHundred(recall.0)) real images have one like them among these"
      let look =
        usesThumbnails ? "images, made small, are as near to a real one as these are to each other" : "images look real"
      quality =
        Self.verdict(Self.ratio(precision), Self.ratio(recall), usesThumbnails, Self.agree(readings), variety) + ": "
        + "\(Self.ofHundred(precision.0)) \(look) (of real ones: \(Self.hundredths(precision.1)))"
        + "\(shares) (among real ones: \(Self.hundredths(recall.1)))"
    } else if let reading = readings.first(where: { $0.baseline != nil && $0.direction != .likeReal }),
      let baseline = reading.baseline
    {
      quality =
        "The \(reading.title) is \(reading.model.value.fourDigits); real images have \(baseline.fourDigits), and "
        + "\(reading.direction.rawValue) is better"
    } else {
      quality = "There are too few real images to say how good these are: look at them"
    }
    copies = readings.first { $0.id == "memorization" }.flatMap(Self.copies)
  }

  /// Whether all images together are spread as real ones are, as far as the kernel distance tells: it averages over what
  /// is noise in single images, and its interval reaches down to what real images have.
  private static func agree(_ readings: [Reading]) -> Bool {
    guard let distance = readings.first(where: { $0.id == "kernelDistance" }), let baseline = distance.baseline,
      let interval = distance.model.interval
    else { return false }
    return interval.low <= baseline
  }

  private static func verdict(
    _ precision: Double, _ recall: Double, _ usesThumbnails: Bool, _ agree: Bool, _ variety: Double?
  ) -> String {
    if let variety, variety < 0.3 { return "The images all look alike" }
    if usesThumbnails {
      let (isFit, isVaried) = (precision >= 0.85, recall >= 0.5)
      if isFit {
        let variation =
          recall >= 0.85 ? ", and the images vary as real ones do" : ", and the images vary nearly as real ones do"
        return "Layout and colours are right" + (isVaried ? variation : ", but the images vary too little")
      }
      let verdict =
        agree
        ? "Layout and colours are right on the whole, but single images are not clean yet"
        : "Layout and colours are not right yet"
      return verdict + (isVaried ? "" : ", and the images vary too little")
    }
    if precision < 0.5 { return "Most of the images do not look right yet" }
    if precision < 0.85 {
      return recall >= 0.5 ? "The model is on its way" : "The model is on its way, but its images vary too little"
    }
    if recall < 0.5 { return "The images look right, but vary too little" }
    return recall >= 0.85
      ? "The images are close to real ones" : "The images look right, and vary a little less than real ones"
  }

  private static func copies(_ reading: Reading) -> String? {
    guard let usual = reading.baseline else { return nil }
    let found = "\(ofHundred(reading.model.value)) are nearer to a training image than that one is to any other"
    let isMore = reading.model.interval?.low ?? reading.model.value > usual + 0.05
    return found + " (of real ones: \(hundredths(usual))), "
      + (isMore
        ? "which is more than chance explains: look at the nearest training images for copies"
        : "so nothing speaks for copies")
  }

  private static func ratio(_ pair: (Double, Double)) -> Double { pair.1 > 0 ? pair.0 / pair.1 : 1 }
  static func hundredths(_ share: Double) -> String { (100 * share).text(places: 0) }
  static func ofHundred(_ share: Double) -> String { "\(hundredths(share)) of 100" }
}

extension EvaluationReport {
  /// What was found, in plain words.
  public var summary: EvaluationSummary {
    let readings = metrics.map {
      EvaluationSummary.Reading(
        id: $0.id, title: $0.title, direction: $0.direction, model: $0.model, baseline: $0.baseline?.value,
        meanTarget: $0.meanTarget?.value)
    }
    if let translation { return EvaluationSummary(translations: readings, isPaired: translation.isPaired) }
    return EvaluationSummary(readings, usesThumbnails: features.file == nil, variety: variety)
  }
}

extension EvaluationRecord {
  /// What was found, in plain words.
  ///
  /// - Parameters:
  ///   - registry: the metrics that may have been measured.
  ///   - usesThumbnails: whether thumbnails stood in for a feature network.
  public func summary(_ registry: MetricRegistry, usesThumbnails: Bool) -> EvaluationSummary {
    let readings = registry.all.compactMap { metric in
      estimate(metric.id).map {
        EvaluationSummary.Reading(
          id: metric.id, title: metric.label, direction: metric.direction, model: $0, baseline: baseline?[metric.id],
          meanTarget: translation?.meanTarget[metric.id])
      }
    }
    if let translation { return EvaluationSummary(translations: readings, isPaired: translation.isPaired) }
    return EvaluationSummary(readings, usesThumbnails: usesThumbnails, variety: variety)
  }
}
