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

  private static func reading(_ id: String, _ values: (Double, Double)) -> EvaluationSummary.Reading {
    .init(
      id: id, title: id, direction: id == "memorization" ? .likeReal : .higher, model: Estimate(values.0),
      baseline: values.1)
  }
}
