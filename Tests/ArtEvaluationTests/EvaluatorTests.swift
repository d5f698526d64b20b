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

  private func translations(_ count: Int, isPaired: Bool, side: Int = 16) throws -> TranslationImages {
    try TranslationImages(
      .init(inputs: noise(count, side: side, seed: 1), targets: noise(count, side: side, seed: 2)), isPaired: isPaired,
      training: ("all", noise(50, side: side, seed: 3)), source: .validation, name: "held", most: 100, seed: 4)
  }

  /// What a model is measured by that translates images follows from whether there are pairs, and how many images there
  /// are; the inputs themselves stand beside it.
  @Test(arguments: [
    (
      20, true,
      [
        "colourError", "ssim", "psnr", "nearestTarget", "frechetDistance", "kernelDistance", "precision", "recall",
        "density", "coverage", "slicedWasserstein", "styleTransfer", "patchFrechetDistance", "structureKept",
      ], "colourError"
    ),
    (
      20, false,
      [
        "frechetDistance", "kernelDistance", "precision", "recall", "density", "coverage", "slicedWasserstein",
        "styleTransfer", "patchFrechetDistance", "structureKept",
      ], "slicedWasserstein"
    ),
    (1, false, ["styleTransfer", "patchFrechetDistance", "structureKept"], "styleTransfer"),
    (
      1, true, ["colourError", "ssim", "psnr", "styleTransfer", "patchFrechetDistance", "structureKept"], "colourError"
    ),
  ])
  func translationsAreMeasuredBesideTheirInputs(count: Int, isPaired: Bool, ids: [String], best: String) throws {
    let images = EvaluationImages(try translations(count, isPaired: isPaired))
    let evaluator = try Evaluator(
      .standard, images, measuresTraining: true,
      features: FeatureSource(nil, for: [16, 16, 1], device: CPUDevice(threads: 2)), effort: .quick, seed: 1,
      pool: Self.pool, check: {})
    #expect(evaluator.metrics.map(\.id) == ids)
    #expect(try evaluator.selecting(nil).id == best)
    let translations = try #require(images.translations)
    // A perfect model of pairs.
    let ours = try evaluator.measure(translations.targets)
    let inputs = try evaluator.measureBaseline(translations.untranslated)
    #expect(inputs.values["structureKept"]?.estimate.value == 1)
    #expect(ours.values["structureKept"]?.estimate.value ?? 1 < 0.5)
    let always = try evaluator.measureAlways(translations.meanTarget)
    #expect(always.keys.sorted() == (isPaired ? ["colourError", "psnr", "ssim"] : []))
    guard isPaired else { return }
    #expect(ours.values["colourError"]?.estimate.value == 0)
    let mean = always["colourError"]?.estimate.value ?? 0
    #expect(mean > 0 && mean < inputs.values["colourError"]?.estimate.value ?? 0)
    if count > 1 {
      #expect(ours.values["nearestTarget"]?.estimate.value == 1)
      #expect(inputs.values["nearestTarget"]?.estimate.value ?? 1 < 0.5)
    }
  }

  /// Pairs stay together in their random order, and a part of them is one of both sides.
  @Test func pairsStayTogether() throws {
    let inputs = try ImageSet(height: 1, width: 1, channels: 1, pixels: (0..<40).map { UInt8($0) })
    let targets = try ImageSet(height: 1, width: 1, channels: 3, pixels: (0..<40).flatMap { [0, UInt8($0), 255] })
    for (isPaired, asked) in [(true, 40), (true, 7), (false, 7)] {
      let found = try TranslationImages(
        .init(inputs: inputs, targets: targets), isPaired: isPaired, training: ("all", targets), source: .training,
        name: "all", most: 30, asked: asked, seed: 1)
      let made = min(asked, 30)
      #expect(found.inputs.count == made && found.targets.count == (isPaired ? made : 30))
      let greens = stride(from: 1, to: found.targets.pixels.count, by: 3).map { found.targets.pixels[$0] }
      #expect((found.inputs.pixels == greens) == isPaired)
      #expect(found.inputs.pixels != found.inputs.pixels.sorted())
      // Brought to colour: each level in all three channels.
      #expect(found.untranslated.pixels == found.inputs.pixels.flatMap { [$0, $0, $0] })
      #expect(found.meanTarget.pixels == [0, 20, 255])
    }
    #expect(throws: MetricsError.unpaired(40, 39)) {
      try TranslationImages(
        .init(inputs: inputs, targets: targets.slice(0..<39)), isPaired: true, training: ("all", targets),
        source: .training, name: "all", most: 30, seed: 1)
    }
  }
}
