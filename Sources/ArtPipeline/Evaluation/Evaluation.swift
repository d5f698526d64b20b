import ArtFeatures
import ArtMetrics
import ArtTensor

/// All figures of one set of pictures against another, and what was found on the way.
struct Evaluation {
  let frechet: Estimate
  let kernel: Estimate
  let neighbourhoods: NeighbourhoodFigures
  let sliced: SlicedWasserstein?
  let labels: LabelFigures?
  /// How far the pictures' features are from their mean.
  let spread: Double
}

/// Measures sets of pictures against one set of real ones, whose own numbers are computed once.
struct Evaluator {
  let reference: PictureSet
  /// What the classifier says of the real pictures themselves.
  let referenceLabels: LabelFigures?
  /// How far the real pictures' features are from their mean.
  let spread: Double
  private let source: FeatureSource
  private let execution: Execution
  private let key: RandomKey
  private let effort: SlicedWasserstein.Effort
  private let features: FeatureMatrix
  private let frechet: FrechetDistance
  private let neighbourhoods: RealNeighbourhoods

  /// - Parameters:
  ///   - reference: the real pictures, in random order.
  ///   - source: what pictures are compared by.
  ///   - effort: how much is computed for the sliced Wasserstein distance.
  ///   - seed: of all random choices.
  ///   - execution: how networks are run.
  ///   - labels: the classes of the real pictures, by the classifier's numbers; nil where they are not known.
  ///   - samples: how many pictures will be measured; nil where nothing depends on that.
  ///   - check: called now and then; it throws to stop.
  init(
    _ reference: PictureSet, labels: [Int]? = nil, samples: Int? = nil, by source: FeatureSource,
    effort: SlicedWasserstein.Effort = .full, seed: UInt64, execution: Execution, check: () throws -> Void
  ) throws {
    self.reference = reference
    self.source = source
    self.execution = execution
    self.effort = effort
    key = RandomKey(seed: seed).folded(0x6669_6775_7265_7300)
    let answer = try source(reference, by: execution, check)
    features = answer.features
    spread = features.spread
    referenceLabels = try answer.probabilities.map { table throws(MetricsError) in
      try LabelFigures(probabilities: table, expected: labels, entropyOver: samples)
    }
    try check()
    frechet = try FrechetDistance(real: features, pool: execution.pool)
    neighbourhoods = try RealNeighbourhoods(features, pool: execution.pool)
  }

  /// The number of features of a picture.
  var featureCount: Int { features.columns }

  /// Measures pictures.
  ///
  /// - Parameters:
  ///   - pictures: the pictures.
  ///   - labels: the class that each should be of, by the classifier's numbers; nil where there is none.
  ///   - begin: is told what is computed next.
  ///   - check: called now and then; it throws to stop.
  func callAsFunction(
    _ pictures: PictureSet, labels: [Int]? = nil, begin: (Part) -> Void = { _ in }, check: () throws -> Void
  ) throws -> Evaluation {
    begin(.features)
    let answer = try source(pictures, by: execution, check)
    let pool = execution.pool
    try check()
    begin(.distances)
    let frechet = try frechet(answer.features, pool: pool)
    let kernel = try KernelDistance.estimate(real: features, generated: answer.features, pool: pool)
    try check()
    begin(.neighbourhoods)
    let figures = try NeighbourhoodFigures(
      real: neighbourhoods, generated: answer.features, key: key.folded(0), pool: pool)
    try check()
    if canSlice { begin(.patches) }
    return Evaluation(
      frechet: frechet, kernel: kernel, neighbourhoods: figures,
      sliced: try sliced(pictures),
      labels: try answer.probabilities.map { table throws(MetricsError) in
        try LabelFigures(probabilities: table, expected: labels, entropyOver: reference.count)
      },
      spread: answer.features.spread)
  }

  /// What is computed of a set of pictures, in this order.
  enum Part: String, CaseIterable {
    case features = "what they are compared by"
    case distances = "Fréchet and kernel distance"
    case neighbourhoods = "precision, recall, density and coverage"
    case patches = "sliced Wasserstein distance"
  }

  /// Whether the pictures are large enough for patches.
  var canSlice: Bool { SlicedWasserstein.isPossible(height: reference.height, width: reference.width) }

  /// Nil for pictures that are smaller than a patch.
  private func sliced(_ pictures: PictureSet) throws -> SlicedWasserstein? {
    guard canSlice else { return nil }
    return try SlicedWasserstein(
      real: reference, generated: pictures, effort: effort, key: key.folded(1), pool: execution.pool)
  }
}
