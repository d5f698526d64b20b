import ArtEvaluation
import ArtSettings

/// What the evaluations of a training tell the user.
struct EvaluationMessages {
  /// What tells the best model.
  let metric: any Metric

  /// What is compared with what: said once, before the first evaluation.
  ///
  /// - Parameters:
  ///   - images: the real images.
  ///   - asked: the samples that the document asks for.
  ///   - features: by what they are compared.
  ///   - choice: how that was chosen.
  ///   - baseline: the metrics of the baseline samples; nil where there are too few.
  ///   - meanTarget: those of always answering with the mean target.
  func heading(
    _ images: EvaluationImages, asked: Int, features: FeatureSource, _ choice: FeatureChoice, baseline: Evaluation?,
    _ meanTarget: [String: MetricValue]
  ) -> [String] {
    let by =
      metric.needs.contains(.features) ? features.words : "pixels (the other metrics by \(features.words))"
    let fewer =
      images.samples < asked ? " (of \(Counted.text(asked)): there are no more real images for the baseline)" : ""
    let samples = "\(Counted.text(images.samples, "sample"))\(fewer)"
    if let translations = images.translations {
      return heading(translations, images, by) + features.caution(choice) + inputs(baseline, meanTarget)
    }
    let first = ["evaluation compares \(samples) with \(Self.words(images)), by \(by)"] + features.caution(choice)
    guard let estimate = baseline?.values[metric.id]?.estimate, let others = images.baseline else {
      return first + ["there are too few real images for a baseline"]
    }
    let count = Counted.text(others.count, images.source == .training ? "other image" : "training image")
    return first + [
      "baseline of \(count): \(metric.label) \(estimate.text); a perfect model would have about that"
    ]
  }

  private func heading(_ translations: TranslationImages, _ images: EvaluationImages, _ by: String) -> [String] {
    let inputs = Counted.text(translations.inputs.count, "image")
    let targets = translations.isPaired ? "each with its target" : "the results with \(Self.words(images))"
    let source = translations.isPaired ? " (\(Self.words(images)))" : ""
    return ["evaluation translates \(inputs) and compares \(targets)\(source), by \(by)"]
  }

  /// What is had without the model.
  private func inputs(_ baseline: Evaluation?, _ meanTarget: [String: MetricValue]) -> [String] {
    guard let estimate = baseline?.values[metric.id]?.estimate else { return [] }
    let mean = meanTarget[metric.id].map { ", and the mean target \($0.estimate.text)" } ?? ""
    return ["baseline: \(metric.label) of the inputs themselves \(estimate.text)\(mean)"]
  }

  private static func words(_ images: EvaluationImages) -> String {
    let count = images.reference.count
    return switch images.source {
    case .reference: "\(Counted.text(count, "image")) of the reference \(images.referenceName)"
    case .validation: Counted.text(count, "held-out image")
    case .training:
      "\(Counted.text(count)) of the training images (held-out images, by the dataset's 'validation' or a 'reference', "
        + "give more reliable metrics)"
    }
  }

  /// `Fréchet distance 512.3 (95 %: 480.1 to 544.5) of 1,000 samples, baseline 1.9`.
  func line(_ record: EvaluationRecord) -> String {
    let (unit, other) = record.translation == nil ? ("sample", "baseline") : ("translated image", "input")
    let baseline = record.baseline?[metric.id].map { ", \(other) \($0.fourDigits)" } ?? ""
    return "\(metric.label) \(value(record)) of \(Counted.text(record.samples, unit))\(baseline)"
  }

  /// `512.3 (95 %: 480.1 to 544.5)`.
  func value(_ record: EvaluationRecord) -> String { record.estimate(metric.id)?.text ?? "unknown" }
}
