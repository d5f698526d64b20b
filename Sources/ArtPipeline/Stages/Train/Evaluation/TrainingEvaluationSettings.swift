import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtSettings
import ArtTensor

/// How a training evaluates the model on the way, and what it does about what it finds.
struct TrainingEvaluationSettings: Sendable {
  /// The metrics that are measured.
  let metrics: MetricRegistry
  /// Steps between evaluations; nil for as many as keep their time below a twentieth of all.
  var every: Int?
  var samples: Int
  var images: Int
  var features: FeatureChoice
  /// What tells the best model; nil for the usual: see ``Evaluator/selecting(_:)``.
  var metric: (any Metric)?
  /// Evaluations without a better value after which the training ends; nil for never.
  var patience: Int?

  /// What the evaluations follow from, besides the model and the seed.
  func fingerprint(_ inputs: StageInputs, _ model: ModelDefinition) throws -> SettingValue {
    let ids = metrics.ids(translations: model.translation != nil)
    var value: SettingValue = [
      "every": every.map { SettingValue($0) } ?? nil, "samples": SettingValue(samples),
      "images": SettingValue(images), "metric": metric.map { SettingValue($0.id) } ?? nil,
      "metrics": SettingValue(ids.map { SettingValue($0) }),
      "features": try features.fingerprint(for: model.imageShape),
    ]
    for (key, real) in try EvaluationImages.fingerprint(inputs, model) { value["\(key) compared with"] = real }
    return value
  }

  init(_ settings: SettingsReader) {
    metrics = settings.metrics
    every = settings.optionalInteger(
      "every", in: 1...,
      "Steps between evaluations. Where not given, they are timed and come as often as all of them together take no more "
        + "than a twentieth of the time; a training ends with one in any case, which alone takes more of a very short "
        + "training. With a number, the same document evaluates at the same steps on every computer.")
    samples = settings.integer(
      "samples", default: 1000, in: 6...1_000_000,
      "Images that the model makes for an evaluation; no more than there are real ones for the baseline, or inputs to "
        + "translate.")
    images = settings.integer(
      "images", default: 5000, in: 6...1_000_000, "The most real images to compare with, a random choice.")
    features = FeatureChoice(settings)
    metric = settings.optionalChoice(
      "metric", from: metrics,
      "The metric that tells the best model. Where inputs have targets it is the mean colour error; else the Fréchet "
        + "distance where a feature network compares, or the sliced Wasserstein distance.")
    patience = settings.optionalInteger(
      "patience", in: 1...,
      "Evaluations without a better value of the metric after which the training ends; never where not given.")
  }
}
