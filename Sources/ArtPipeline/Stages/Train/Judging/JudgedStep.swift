import ArtMetrics

/// What one look at a training's pictures found: a line of `evaluations.jsonl`. It holds no times, so that a training
/// that was stopped and gone on with leaves the same file as one that was not.
struct JudgedStep: Codable, Hashable {
  var step: Int
  /// Steps between looks.
  var every: Int
  /// The figures' names and values.
  var figures: [String: Double]
  /// How far the model's pictures are apart, the real ones being 1 apart.
  var variety: Double
  /// The share of numbers that are fully black or white, less that of real pictures.
  var saturation: Double

  init(step: Int, every: Int, _ evaluation: Evaluation, variety: Double, saturation: Double) {
    self.step = step
    self.every = every
    self.variety = variety
    self.saturation = saturation
    let near = evaluation.neighbourhoods
    figures = [
      "frechetDistance": evaluation.frechet.value, "kernelDistance": evaluation.kernel.value,
      "precision": near.precision.value, "recall": near.recall.value, "density": near.density.value,
      "coverage": near.coverage.value,
    ]
    figures["slicedWasserstein"] = evaluation.sliced?.mean.value
    figures["confidence"] = evaluation.labels?.confidence.value
    figures["labelEntropy"] = evaluation.labels?.entropy.value
  }
}
