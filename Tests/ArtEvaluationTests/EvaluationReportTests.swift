import ArtSettings
import Testing

@testable import ArtEvaluation

struct EvaluationReportTests {
  @Test(arguments: [
    (0, "0.000"), (0.5, "0.500"), (0.0123456, "0.012"), (0.00123456, "0.001235"), (0.000123456, "0.000123"),
    (1e-9, "0.000000"), (1.23456, "1.235"), (12.3456, "12.35"), (123.456, "123.5"), (1234.56, "1,235"),
    (1_234_567.8, "1,234,568"), (-0.7127, "-0.713"), (-1234.5, "-1,235"), (-1e-9, "0.000000"), (0.9999, "1.000"),
    (Double.infinity, "inf"), (.nan, "nan"),
  ])
  func numbersHaveFourDigits(value: Double, text: String) {
    #expect(value.fourDigits == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func countsHaveCommas(count: Int, text: String) {
    #expect(Counted.text(count) == text)
  }

  @Test func aTableSaysWhatWasCompared() {
    var report = EvaluationReport(
      artpipe: "1", model: .init(file: "a.safetensors", sha256: "", id: "mlp-gan", step: 1200),
      samples: .init(count: 1000, seed: 7), features: .init(name: "digits-28", count: 128),
      real: .init(name: "test", count: 500, source: .reference, trainingName: "train", trainingCount: 900),
      baseline: .init(description: "900 training images in place of the samples", count: 900, against: 500),
      metrics: [
        .init(
          id: "frechetDistance", title: "Fréchet distance", direction: .lower,
          model: Estimate(1223.4, interval: .init(low: 1203, high: 1243)), baseline: Estimate(1.07),
          parts: [.init(id: "x", title: "of a part", model: Estimate(3))], notes: ["As far as it goes."]),
        .init(id: "recall", title: "Recall (k = 3)", direction: .higher, model: Estimate(0.07)),
      ],
      classes: [
        .init(name: "cat", model: Estimate(0.25), real: Estimate(0.5)),
        .init(name: "dog", model: Estimate(0.75), real: Estimate(0.5)),
      ])
    #expect(
      report.lines.joined(separator: "\n") == """
        Model     mlp-gan, step 1,200: 1,000 samples, seed 7
        Real      500 images: test, not used in training
        Features  digits-28: 128 features per image
        Training  900 images: train
        Baseline  900 training images in place of the samples

                          model   95 % interval  baseline  better
        Fréchet distance  1,223  1,203 to 1,243     1.070   lower
          of a part       3.000               –         –   lower
        Recall (k = 3)    0.070               –         –  higher

        Classes, in percent
                cat   dog
        model  25.0  75.0
        real   50.0  50.0

        As far as it goes.

        The Fréchet distance is 1,223; real images have 1.070, and lower is better.
        """)
    (report.samples.truncation, report.samples.asked) = (1.2, 2000)
    #expect(
      report.lines[0]
        == "Model     mlp-gan, step 1,200: 1,000 samples (of 2,000: there are no more real images for the "
        + "baseline), seed 7, truncation 1.2")
    // Weights from elsewhere may have been trained on what a document holds out.
    (report.real.source, report.real.name) = (.validation, "the part of shells that this document holds out")
    #expect(report.lines[1] == "Real      500 images: the part of shells that this document holds out")
  }

  /// Memorization is warned of only where there is more than chance explains.
  @Test(arguments: [((0.5, 0.6), (0.3, 0.4), true), ((0.35, 0.6), (0.3, 0.4), false), ((0.0, 0.1), (0.3, 0.4), false)])
  func memorizationIsExplained(model: (Double, Double), real: (Double, Double), isTold: Bool) {
    func value(_ range: (Double, Double), _ note: String) -> MetricValue {
      MetricValue(
        Estimate((range.0 + range.1) / 2, interval: .init(low: range.0, high: range.1)), note: note)
    }
    let entry = EvaluationReport.Entry(MemorizationMetric(), value(model, "with a"), baseline: value(real, "with b"))
    #expect(entry.title == "Memorization" && entry.direction == .likeReal)
    #expect(entry.notes?.first == "Memorization: with a; baseline: with b")
    #expect(entry.notes?.contains { $0.hasPrefix("Memorization is higher than that of real images") } == isTold)
  }

  /// The verdict compares with real images: shares alone say little.
  @Test(arguments: [
    (
      (0.91, 0.95), (0.21, 0.9), false, 1.0,
      "The images look right, but vary too little: 91 of 100 images look real (of real ones: 95), and 21 of 100 real images "
        + "have one like them among these (among real ones: 90)."
    ),
    (
      (0.4, 0.95), (0.0, 0.9), false, 1.0,
      "Most of the images do not look right yet: 40 of 100 images look real (of real ones: 95), and 0 of 100 real images "
        + "have one like them among these (among real ones: 90)."
    ),
    (
      (1.0, 0.8), (0.0, 0.8), true, 0.9,
      "Layout and colours are right, but the images vary too little: 100 of 100 images, made small, are as near to a real "
        + "one as these are to each other (of real ones: 80), and 0 of 100 real images have one like them among these (among real ones: 80)."
    ),
    (
      (1.0, 0.8), (0.8, 0.8), true, 0.2,
      "The images all look alike: 100 of 100 images, made small, are as near to a real one as these are to each other (of real ones: 80), and 80 of "
        + "100 real images have one like them among these (among real ones: 80)."
    ),
  ])
  func aSummaryBeginsWithAVerdict(
    precision: (Double, Double), recall: (Double, Double), usesThumbnails: Bool, variety: Double, text: String
  ) {
    let summary = EvaluationSummary(
      [Self.reading("precision", precision), Self.reading("recall", recall)], usesThumbnails: usesThumbnails,
      variety: variety)
    #expect(summary.text == text)
  }

  @Test(arguments: [
    ((0.03, 0.05), "so nothing speaks for copies."),
    ((0.3, 0.05), "which is more than chance explains: look at the nearest training images for copies."),
  ])
  func aSummaryTellsOfCopies(shares: (Double, Double), end: String) {
    let summary = EvaluationSummary([Self.reading("memorization", shares)], usesThumbnails: false)
    let start = "There are too few real images to say how good these are: look at them. "
    let count = shares.0 == 0.03 ? "3" : "30"
    #expect(
      summary.text == start
        + "\(count) of 100 are nearer to a training image than that one is to any other (of real ones: 5), "
        + end)
  }

  /// Noise in single images keeps each of them away from all real ones, and says nothing of their layout.
  @Test(arguments: [(-0.001, true), (0.02, false)])
  func noisyImagesAreNotCalledWrong(low: Double, isRight: Bool) {
    let distance = EvaluationSummary.Reading(
      id: "kernelDistance", title: "Kernel distance", direction: .lower,
      model: Estimate(low + 0.001, interval: .init(low: low, high: low + 0.002)), baseline: 0)
    let summary = EvaluationSummary(
      [distance, Self.reading("precision", (0.05, 0.89)), Self.reading("recall", (0.83, 0.9))], usesThumbnails: true,
      variety: 1)
    let verdict =
      isRight
      ? "Layout and colours are right on the whole, but single images are not clean yet"
      : "Layout and colours are not right yet"
    #expect(
      summary.quality == verdict
        + ": 5 of 100 images, made small, are as near to a real one as these are to each other "
        + "(of real ones: 89), and 83 of 100 real images have one like them among these (among real ones: 90)")
  }

  private static func reading(_ id: String, _ model: Estimate, input: Double, mean: Double? = nil)
    -> EvaluationSummary.Reading
  {
    .init(
      id: id, title: id == "frechetDistance" ? "Fréchet distance" : "Patch Fréchet distance",
      direction: ["ssim", "nearestTarget"].contains(id) ? .higher : .lower, model: model, baseline: input,
      meanTarget: mean)
  }

  /// Chance in the images makes no model better than its inputs.
  @Test(arguments: [
    (4.1, 0.83, "The outputs are nearer to their targets than the inputs are"),
    (4.1, 0.5, "The outputs are nearer to their targets than the inputs are in colour, but not in structure"),
    (9.9, 0.83, "The outputs are nearer to their targets than the inputs are in structure, but not in colour"),
    (9.9, 0.6, "The outputs are no nearer to their targets than the inputs are"),
    (12, 0.5, "The outputs are no nearer to their targets than the inputs are"),
  ])
  func aSummaryOfPairsTellsOfColoursAndStructure(colour: Double, structure: Double, verdict: String) {
    let summary = EvaluationSummary(
      translations: [
        Self.reading(
          "colourError", Estimate(colour, interval: .init(low: colour - 0.5, high: colour + 0.5)), input: 9.83,
          mean: 12.31),
        Self.reading(
          "ssim", Estimate(structure, interval: .init(low: structure - 0.05, high: structure + 0.05)), input: 0.61),
        Self.reading("nearestTarget", Estimate(0.63), input: 0.12),
      ], isPaired: true)
    #expect(
      summary.text == verdict
        + ": colours are off by \(colour.text(places: 1)) (ΔE) where the input itself is off by 9.8 and "
        + "the mean target by 12.3; structure agrees by \(structure.text(places: 2)) (SSIM, 1 at most), that of the input by "
        + "0.61; the nearest target to 63 of 100 outputs is their own (of inputs: 12).")
  }

  @Test(arguments: [
    ("frechetDistance", 35.0, "look more like the targets than the inputs do: the Fréchet distance"),
    ("frechetDistance", 80, "look about as much like the targets as the inputs do: the Fréchet distance"),
    ("patchFrechetDistance", 90, "look less like the targets than the inputs do: the patch Fréchet distance"),
  ])
  func aSummaryWithoutPairsTellsOfTheSets(id: String, value: Double, words: String) {
    let summary = EvaluationSummary(
      translations: [
        Self.reading(id, Estimate(value, interval: .init(low: value - 2, high: value + 2)), input: 81),
        Self.reading("structureKept", Estimate(0.523), input: 1),
      ], isPaired: false)
    #expect(
      summary.text == "The outputs \(words) to them is \(value.fourDigits), that of the inputs 81.00; of the inputs' "
        + "structure 0.52 is kept (SSIM, 1 at most).")
  }

  @Test func aTableOfTranslationsNamesBothBaselines() {
    let report = EvaluationReport(
      artpipe: "1", model: .init(file: "a.safetensors", sha256: "", id: "pix2pix", step: 1200),
      samples: .init(count: 200, seed: 7), features: .init(name: "thumbnails 8×8", count: 192),
      real: .init(name: "test", count: 200, source: .reference, trainingName: "train", trainingCount: 900),
      baseline: .init(description: "the inputs themselves in place of the outputs", count: 200, against: 200),
      metrics: [
        .init(
          id: "colourError", title: "Mean colour error ΔE", direction: .lower,
          model: Estimate(4.1, interval: .init(low: 3.9, high: 4.3)), baseline: Estimate(9.83),
          meanTarget: Estimate(12.3)),
        .init(
          id: "frechetDistance", title: "Fréchet distance", direction: .lower, model: Estimate(1.5),
          baseline: Estimate(3)),
      ], classes: nil, translation: .init(isPaired: true))
    #expect(
      report.lines.joined(separator: "\n") == """
        Model     pix2pix, step 1,200: 200 translated images, seed 7
        Targets   200 images, each that of an input: test, not used in training
        Features  thumbnails 8×8: 192 features per image
        Training  900 images: train
        Baseline  the inputs themselves in place of the outputs

                              model   95 % interval  input  mean target  better
        Mean colour error ΔE  4.100  3.900 to 4.300  9.830        12.30   lower
        Fréchet distance      1.500               –  3.000            –   lower

        The outputs are nearer to their targets than the inputs are: colours are off by 4.1 (ΔE) where the input itself is \
        off by 9.8 and the mean target by 12.3.
        """)
  }

  private static func reading(_ id: String, _ values: (Double, Double)) -> EvaluationSummary.Reading {
    .init(
      id: id, title: id, direction: id == "memorization" ? .likeReal : .higher, model: Estimate(values.0),
      baseline: values.1)
  }
}
