import ArtTensor

/// How much of an input's structure is left in what a model makes of it: the structural similarity of the two images'
/// brightness; see ``StructuralSimilarity``. The input itself has 1; nothing says that more is better.
struct StructureKeptMetric: Metric {
  let id = "structureKept"
  let title = "structure kept from the input (SSIM)"
  let direction = MetricDirection.higher
  let needs: Set<MetricNeed> = [.inputs, .pixels(side: StructuralSimilarity.side)]
  let minimumImages = 1

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    try comparison.shared(StructureKept.self).estimate.map { MetricValue($0) }
  }
}

/// The mean structural similarity of inputs and what was made of them; nil where nothing was translated.
struct StructureKept: SharedByComparison {
  let estimate: Estimate?

  init(_ comparison: Comparison) throws {
    guard let inputs = comparison.inputs else {
      estimate = nil
      return
    }
    let pairs = try ImagePairs(comparison.generated.images, targets: inputs.images, pool: comparison.pool)
    let values = pairs.map(StructuralSimilarity.of)
    estimate = .mean(of: values, key: comparison.key.folded(.pairs), pool: comparison.pool)
  }
}
