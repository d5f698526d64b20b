import ArtCPU
import ArtData
import ArtEvaluation
import ArtGraph
import ArtTensor
import Testing

struct EvaluatorTests {
  private static let pool = ThreadPool(threads: 2)

  /// Grey images of noise.
  private func noise(_ count: Int, side: Int, seed: UInt64) throws -> ImageSet {
    let key = RandomKey(seed: seed)
    let pixels = (0..<(count * side * side)).map { UInt8(key.int(UInt64($0), below: 256)) }
    return try ImageSet(height: side, width: side, channels: 1, pixels: pixels)
  }

  @Test func featuresAreComputedOnceForAllMetrics() throws {
    var extractions = 0
    func set(_ seed: UInt64) throws -> SampleSet {
      SampleSet(try noise(20, side: 8, seed: seed), pool: Self.pool) { images in
        extractions += 1
        return FeatureExtractor.Answer(features: images.thumbnails(side: 4, pool: Self.pool))
      }
    }
    let comparison = Comparison(real: try set(1), generated: try set(2), effort: .quick, key: RandomKey(seed: 3))
    for metric in MetricRegistry.builtIn where metric.needs.isSubset(of: [.features]) {
      let value = try #require(try metric.measure(comparison))
      #expect(value.estimate.interval != nil)
      #expect(try metric.baseline(comparison) == value)
    }
    #expect(extractions == 2)
  }

  private func evaluator(side: Int) throws -> Evaluator {
    let pixels = try noise(40, side: side, seed: 1).pixels
    let dataset = try Dataset(
      name: "noise", height: side, width: side, channels: 1, pixels: pixels)
    let real = try RealImages(dataset, validation: 0, reference: nil, most: 100, seed: 1)
    return try Evaluator(
      .standard, EvaluationImages(real, most: 100, asked: nil, fewest: MetricRegistry.standard.minimumImages),
      measuresTraining: false, features: FeatureSource(nil, for: dataset.imageShape, device: CPUDevice(threads: 2)),
      effort: .quick, seed: 1, pool: Self.pool, check: {})
  }

  /// What cannot be computed of the images is left out, and what is left tells the best model.
  @Test(arguments: [
    (6, ["frechetDistance", "kernelDistance", "precision", "recall", "density", "coverage"], "frechetDistance"),
    (
      8, ["frechetDistance", "kernelDistance", "precision", "recall", "density", "coverage", "slicedWasserstein"],
      "slicedWasserstein"
    ),
  ])
  func metricsFollowFromTheImages(side: Int, ids: [String], best: String) throws {
    let evaluator = try evaluator(side: side)
    #expect(evaluator.metrics.map(\.id) == ids)
    #expect(try evaluator.selecting(nil).id == best)
    let evaluation = try evaluator.measure(noise(20, side: side, seed: 5))
    #expect(evaluation.values.keys.sorted() == ids.sorted())
    #expect(throws: MetricsError.tooFew(metric: "precision (k = 3)", found: 5, needed: 6)) {
      try evaluator.measure(noise(5, side: side, seed: 5))
    }
  }
}
