import ArtMetrics
import Foundation
import Testing

@testable import ArtPipeline

struct EvaluationTextTests {
  @Test(arguments: [
    (0, "0.000"), (0.5, "0.500"), (0.0123456, "0.012"), (0.00123456, "0.001235"), (0.000123456, "0.000123"),
    (1e-9, "0.000000"), (1.23456, "1.235"), (12.3456, "12.35"), (123.456, "123.5"), (1234.56, "1,235"),
    (1_234_567.8, "1,234,568"), (-0.7127, "-0.713"), (-1234.5, "-1,235"), (-1e-9, "0.000000"), (0.9999, "1.000"),
    (Double.infinity, "inf"), (.nan, "nan"),
  ])
  func numbersHaveFourDigits(value: Double, text: String) {
    #expect(EvaluationReport.number(value) == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func countsHaveCommas(count: Int, text: String) {
    #expect(Counted.text(count) == text)
  }

  @Test func aTableSaysWhatWasCompared() {
    var report = EvaluationReport(
      artpipe: "1", model: .init(file: "a.safetensors", sha256: "", id: "mlp-gan", step: 1200),
      samples: .init(count: 1000, seed: 7),
      features: .init(name: "digits-28", count: 128, file: nil, sha256: nil, notes: []),
      real: .init(name: "test", count: 500, source: "reference", trainingName: "train", trainingCount: 900),
      floor: .init(
        words: "900 training pictures in the place of the samples", count: 900, against: 500,
        copies: "the 500 real pictures above", copiesCount: 500),
      figures: [
        .init(
          name: "frechetDistance", title: "Fréchet distance",
          model: Estimate(1223.4, interval: .init(low: 1203, high: 1243)), real: Estimate(1.07), aim: .lower),
        .init(name: "recall", title: "Recall (k = 3)", model: Estimate(0.07), real: nil, aim: .higher),
      ],
      classes: [
        .init(name: "cat", model: Estimate(0.25), real: Estimate(0.5)),
        .init(name: "dog", model: Estimate(0.75), real: Estimate(0.5)),
      ])
    #expect(
      report.lines.joined(separator: "\n") == """
        Model     mlp-gan, step 1,200: 1,000 samples, seed 7
        Against   500 real pictures: test, not learnt from
        Compared  by digits-28: 128 numbers for each picture
        Real      900 training pictures in the place of the samples
        Copies    of 900 training pictures; real: the 500 real pictures above

                          model   95 % interval   real  good is
        Fréchet distance  1,223  1,203 to 1,243  1.070    lower
        Recall (k = 3)    0.070               –      –   higher

        Classes, in percent
                cat   dog
        model  25.0  75.0
        real   50.0  50.0
        """)
    (report.samples.truncation, report.samples.asked) = (1.2, 2000)
    #expect(
      report.lines[0] == "Model     mlp-gan, step 1,200: 1,000 samples (of 2,000: no more real pictures can stand in "
        + "their place), seed 7, truncation 1.2")
    // What a document keeps back, weights from elsewhere may have learnt from.
    (report.real.source, report.real.name) = ("validation", "the part of shells that this document keeps back")
    #expect(report.lines[1] == "Against   500 real pictures: the part of shells that this document keeps back")
  }

  /// Copies are spoken of only where there are more than chance explains.
  @Test(arguments: [((0.5, 0.6), (0.3, 0.4), true), ((0.35, 0.6), (0.3, 0.4), false), ((0.0, 0.1), (0.3, 0.4), false)])
  func manyNearCopiesAreExplained(model: (Double, Double), real: (Double, Double), isTold: Bool) {
    func estimate(_ range: (Double, Double)) -> Estimate {
      Estimate((range.0 + range.1) / 2, interval: .init(low: range.0, high: range.1))
    }
    let report = EvaluationReport(
      artpipe: "1", model: .init(file: "", sha256: "", id: "a", step: nil), samples: .init(count: 9, seed: 1),
      features: .init(name: "b", count: 1, file: nil, sha256: nil, notes: []),
      real: .init(name: "c", count: 9, source: "training", trainingName: "c", trainingCount: 18),
      floor: .init(words: "d", count: 9, against: 9, copies: "e", copiesCount: 9),
      figures: [
        .init(name: "nearCopies", title: "Near copies", model: estimate(model), real: estimate(real), aim: .like)
      ], classes: nil)
    #expect(report.lines.contains { $0.hasPrefix("More near copies than among real pictures") } == isTold)
  }

  @Test func shippedFilesAreFoundBesideTheProgramAndAboveIt() throws {
    let folder = try TemporaryFolder()
    for name in ["usr/share/artpipe/Assets/w", "checkout/Assets/w", "elsewhere/w"] {
      let url = URL(fileURLWithPath: folder.path(of: name))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
    func found(_ program: String, _ environment: [String: String] = [:]) -> String? {
      ShippedFiles.path(of: "w", program: folder.path(of: program), environment: environment)
        .map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    }
    func path(_ name: String) -> String { URL(fileURLWithPath: folder.path(of: name)).resolvingSymlinksInPath().path }
    #expect(found("usr/bin/artpipe") == path("usr/share/artpipe/Assets/w"))
    #expect(found("checkout/.build/x86_64/release/artpipe") == path("checkout/Assets/w"))
    #expect(found("other/bin/artpipe") == nil)
    let environment = [ShippedFiles.variable: folder.path(of: "elsewhere")]
    #expect(found("usr/bin/artpipe", environment) == path("elsewhere/w"))
    #expect(found("usr/bin/artpipe", [ShippedFiles.variable: folder.path(of: "nowhere")]) == nil)
  }
}
