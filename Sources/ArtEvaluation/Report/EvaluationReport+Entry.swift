extension EvaluationReport {
  /// One metric: the model's value beside that of real images.
  public struct Entry: Codable, Hashable, Sendable {
    /// The metric's name for programs: `frechetDistance`.
    public var id: String
    /// The metric's name for people, with its unit.
    public var title: String
    public var direction: MetricDirection
    public var model: Estimate
    /// The value of real images in place of the samples; nil where there is none.
    public var baseline: Estimate?
    /// What the baseline is of, where that is not real images: `inputs`.
    public var baselineOf: String?
    /// The value of always answering with the mean target; nil for models from noise, and where there are no pairs.
    public var meanTarget: Estimate?
    /// The number of images that the baseline is of, where it is not that of the samples.
    public var baselineImages: Int?
    /// The values that these are made of.
    public var parts: [Part]?
    /// What else to know of the values, a line each.
    public var notes: [String]?

    public struct Part: Codable, Hashable, Sendable {
      public var id: String
      public var title: String
      public var model: Estimate
      public var baseline: Estimate?
    }

    public init(
      id: String, title: String, direction: MetricDirection, model: Estimate, baseline: Estimate? = nil,
      baselineOf: String? = nil, meanTarget: Estimate? = nil, baselineImages: Int? = nil, parts: [Part]? = nil,
      notes: [String]? = nil
    ) {
      self.id = id
      self.title = title
      self.direction = direction
      self.model = model
      self.baseline = baseline
      self.baselineOf = baselineOf
      self.meanTarget = meanTarget
      self.baselineImages = baselineImages
      self.parts = parts
      self.notes = notes
    }

    init(
      _ metric: any Metric, _ model: MetricValue, baseline: MetricValue?, isOfInputs: Bool = false,
      meanTarget: MetricValue? = nil
    ) {
      let parts = model.parts.map { part in
        Part(
          id: part.id, title: part.title, model: part.estimate,
          baseline: baseline?.parts.first { $0.id == part.id }?.estimate)
      }
      let compared = [model.note, baseline?.note.map { "baseline: \($0)" }].compactMap(\.self)
      let notes =
        (compared.isEmpty ? [] : ["\(Self.capitalized(metric.title)): \(compared.joined(separator: "; "))"])
        + (baseline.map { metric.remarks(model: model.estimate, baseline: $0.estimate) } ?? [])
      self.init(
        id: metric.id, title: Self.capitalized(metric.label), direction: metric.direction, model: model.estimate,
        baseline: baseline?.estimate, baselineOf: isOfInputs ? Self.inputs : nil, meanTarget: meanTarget?.estimate,
        baselineImages: baseline?.images, parts: parts.isEmpty ? nil : parts,
        notes: notes.isEmpty ? nil : notes)
    }

    /// A metric of an evaluation in the course of a training; nil where that did not measure it.
    public init?(_ metric: any Metric, in record: EvaluationRecord) {
      guard let model = record.estimate(metric.id) else { return nil }
      self.init(
        id: metric.id, title: Self.capitalized(metric.label), direction: metric.direction, model: model,
        baseline: record.baseline?[metric.id].map { Estimate($0) },
        baselineOf: record.translation == nil ? nil : Self.inputs,
        meanTarget: record.translation?.meanTarget[metric.id].map { Estimate($0) })
    }

    private static let inputs = "inputs"

    private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
  }

  /// The entry of a metric.
  public subscript(id: String) -> Entry? { metrics.first { $0.id == id } }

  /// The entries of all metrics that were measured.
  ///
  /// - Parameters:
  ///   - metrics: in the order of the entries.
  ///   - model: what they are of the model's images.
  ///   - baseline: what they are of real images, or of inputs.
  ///   - meanTarget: see ``Evaluator/measureAlways(_:)``.
  public static func entries(
    _ metrics: [any Metric], model: Evaluation, baseline: Evaluation, meanTarget: [String: MetricValue] = [:]
  ) -> [Entry] {
    metrics.compactMap { metric in
      model.values[metric.id].map {
        Entry(
          metric, $0, baseline: baseline.values[metric.id], isOfInputs: model.comparison.inputs != nil,
          meanTarget: meanTarget[metric.id])
      }
    }
  }

  /// The shares of the classes; nil without a classifier.
  public static func classShares(_ names: [String], _ model: Evaluation) throws -> [ClassShare]? {
    let seen = try model.comparison.shared(ClassifierComparison.self)
    guard let samples = seen.samples, let real = seen.real, !names.isEmpty else { return nil }
    return names.indices.map { ClassShare(name: names[$0], model: samples.shares[$0], real: real.shares[$0]) }
  }
}
