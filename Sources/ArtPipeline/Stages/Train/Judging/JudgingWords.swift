import ArtMetrics

/// What looks at a training's pictures say to the user.
struct JudgingWords {
  let figure: JudgingSettings.Figure

  /// What is compared with what: said once, before the first look.
  ///
  /// - Parameters:
  ///   - pictures: the real ones.
  ///   - asked: the samples that the document asks for.
  ///   - features: by what they are compared.
  ///   - choice: how that was chosen.
  ///   - floor: the figures of real pictures in the samples' place; nil where there are too few.
  func heading(
    _ pictures: JudgingPictures, asked: Int, features: FeatureSource, _ choice: FeatureChoice,
    floor: [String: Estimate]?
  ) -> [String] {
    let by = figure == .slicedWasserstein ? "patches of them (the other figures by \(features.words))" : features.words
    let fewer =
      pictures.samples < asked ? " (of \(Counted.text(asked)): no more real pictures can take their place)" : ""
    let samples = "\(Counted.text(pictures.samples, "sample"))\(fewer)"
    let first = ["looks judge \(samples) beside \(Self.words(pictures)), by \(by)"] + features.caution(choice)
    guard let estimate = floor?[figure.rawValue], let standIns = pictures.standIns else {
      return first + ["there are too few real pictures to tell which figures they would have in the samples' place"]
    }
    let others = Counted.text(standIns.count, pictures.source == .training ? "other picture" : "training picture")
    return first + [
      "\(others) in the samples' place: \(figure.words) \(Self.words(estimate)); a perfect model would have about that"
    ]
  }

  private static func words(_ pictures: JudgingPictures) -> String {
    let count = pictures.reference.count
    return switch pictures.source {
    case .reference: "\(Counted.text(count, "picture")) of the reference \(pictures.name)"
    case .validation: "\(Counted.text(count, "picture")) that \(count == 1 ? "is" : "are") kept back from training"
    case .training:
      "\(Counted.text(count)) of the very pictures that it learns from (others, by the dataset's 'validation' or a "
        + "'reference', would tell more)"
    }
  }

  /// `Fréchet distance 512.3 (95 %: 480.1 to 544.5) of 1,000 samples, 1.9 of real pictures`.
  func line(_ judged: JudgedStep) -> String {
    let samples = judged.samples.map { " of \(Counted.text($0, "sample"))" } ?? ""
    let real = judged.floor?[figure.rawValue].map { ", \(EvaluationReport.number($0)) of real pictures" } ?? ""
    return "\(figure.words) \(value(judged))\(samples)\(real)"
  }

  /// `512.3 (95 %: 480.1 to 544.5)`.
  func value(_ judged: JudgedStep) -> String {
    judged.estimate(figure.rawValue).map(Self.words) ?? "unknown"
  }

  private static func words(_ estimate: Estimate) -> String {
    let value = EvaluationReport.number(estimate.value)
    guard let interval = estimate.interval else { return value }
    let (low, high) = (EvaluationReport.number(interval.low), EvaluationReport.number(interval.high))
    return "\(value) (95 %: \(low) to \(high))"
  }
}

extension JudgingSettings.Figure {
  var words: String {
    switch self {
    case .frechetDistance: "Fréchet distance"
    case .kernelDistance: "kernel distance"
    case .slicedWasserstein: "sliced Wasserstein distance × 1000"
    case .precision, .recall, .density, .coverage: rawValue
    }
  }
}
