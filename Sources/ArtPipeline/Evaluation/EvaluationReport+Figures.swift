import ArtMetrics

extension EvaluationReport {
  /// The rows of the table.
  ///
  /// - Parameters:
  ///   - model: of the samples.
  ///   - floor: of real pictures in their place.
  ///   - labels: what the classifier says of the real pictures.
  ///   - copies: near copies among the samples and among real pictures.
  static func rows(
    model: Evaluation, floor: Evaluation, labels: LabelFigures?, copies: (model: Estimate, real: Estimate)
  ) -> [Figure] {
    let (a, b) = (model.neighbourhoods, floor.neighbourhoods)
    let (narrow, wide) = (NeighbourhoodFigures.precisionNeighbours, NeighbourhoodFigures.densityNeighbours)
    var rows = [
      Figure(
        name: "frechetDistance", title: "Fréchet distance", model: model.frechet, real: floor.frechet, aim: .lower),
      Figure(
        name: "kernelDistance", title: "Kernel distance", model: model.kernel, real: floor.kernel, aim: .lower),
      Figure(
        name: "precision", title: "Precision (k = \(narrow))", model: a.precision, real: b.precision, aim: .higher),
      Figure(name: "recall", title: "Recall (k = \(narrow))", model: a.recall, real: b.recall, aim: .higher),
      Figure(name: "density", title: "Density (k = \(wide))", model: a.density, real: b.density, aim: .higher),
      Figure(name: "coverage", title: "Coverage (k = \(wide))", model: a.coverage, real: b.coverage, aim: .higher),
    ]
    if let sliced = model.sliced {
      rows.append(
        Figure(
          name: "slicedWasserstein", title: "Sliced Wasserstein × 1000, mean", model: sliced.mean,
          real: floor.sliced?.mean, aim: .lower))
      for (index, scale) in sliced.scales.enumerated() {
        let size = "\(scale.width)×\(scale.height)"
        rows.append(
          Figure(
            name: "slicedWasserstein-\(scale.width)x\(scale.height)", title: "  at \(size) pixels",
            model: scale.distance, real: floor.sliced?.scales[index].distance, aim: .lower))
      }
    }
    if let seen = model.labels {
      rows.append(
        Figure(
          name: "confidence", title: "Confidence of the classifier", model: seen.confidence, real: labels?.confidence,
          aim: .like))
      rows.append(
        Figure(
          name: "labelEntropy", title: "Label entropy, bits", model: seen.entropy, real: labels?.entropy, aim: .like))
      if let accuracy = seen.accuracy {
        rows.append(
          Figure(
            name: "classAccuracy", title: "Of the class asked for", model: accuracy, real: labels?.accuracy,
            aim: .higher))
      }
    }
    rows.append(
      Figure(
        name: "nearCopies", title: "Near copies of training pictures", model: copies.model, real: copies.real,
        aim: .like))
    return rows
  }

  /// The classes' shares.
  static func shares(_ names: [String], model: LabelFigures?, real: LabelFigures?) -> [ClassShare]? {
    guard let model, let real, !names.isEmpty else { return nil }
    return names.indices.map { ClassShare(name: names[$0], model: model.shares[$0], real: real.shares[$0]) }
  }
}
