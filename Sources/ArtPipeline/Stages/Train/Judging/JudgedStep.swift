import ArtMetrics

/// What one look at a training's pictures found: a line of `evaluations.jsonl`. It holds no times, so that a training
/// that was stopped and gone on with leaves the same file as one that was not.
struct JudgedStep: Codable, Hashable {
  var step: Int
  /// The figures' names and values.
  var figures: [String: Double]
  /// The figures' 95 % intervals; without those that there were too few pictures for.
  var intervals: [String: Estimate.Interval]?
  /// The same figures of real pictures in the samples' place; nil where there were too few.
  var floor: [String: Double]?
  /// The number of the model's pictures, and that of the real ones.
  var samples: Int?
  var pictures: Int?
  /// Where the real ones came from: see ``RealPictures/Source``.
  var against: String?
  /// How far the model's pictures are apart, the real ones being 1 apart.
  var variety: Double
  /// The share of numbers that are fully black or white, less that of real pictures.
  var saturation: Double

  /// A figure with its interval.
  func estimate(_ name: String) -> Estimate? {
    figures[name].map { Estimate($0, interval: intervals?[name]) }
  }
}

extension Evaluation {
  /// All figures by their names for programs.
  var estimates: [String: Estimate] {
    let near = neighbourhoods
    var all = [
      "frechetDistance": frechet, "kernelDistance": kernel, "precision": near.precision, "recall": near.recall,
      "density": near.density, "coverage": near.coverage,
    ]
    all["slicedWasserstein"] = sliced?.mean
    all["confidence"] = labels?.confidence
    all["labelEntropy"] = labels?.entropy
    return all
  }
}
