import ArtEvaluation
import ArtGAN
import ArtPipeline
import ArtSettings
import ArtTensor
import Foundation
import Testing

/// How much brighter samples are than real images, made outside of the library: one type.
private struct Brightness: Metric {
  var id = "brightness"
  let title = "difference in brightness"
  let unit = "grey levels"
  let direction = MetricDirection.lower
  let needs: Set<MetricNeed> = [.pixels(side: 1)]

  /// Shared by all that ask for it.
  struct Mean: SharedBySamples {
    let values: [Double]

    init(_ samples: SampleSet) {
      let images = samples.images
      values = (0..<images.count).map { number in
        let pixels = images.pixels[(number * images.imageSize)..<((number + 1) * images.imageSize)]
        return Double(pixels.reduce(0) { $0 + Int($1) }) / Double(images.imageSize)
      }
    }
  }

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let real = try comparison.real.shared(Mean.self).values
    let mean = real.reduce(0, +) / Double(real.count)
    let apart = try comparison.generated.shared(Mean.self).values.map { abs($0 - mean) }
    return MetricValue(.mean(of: apart, key: comparison.key.folded(7), pool: comparison.pool))
  }

  func remarks(model: Estimate, baseline: Estimate) -> [String] { ["Brightness is not everything."] }
}

/// A metric of someone else's: one type and one registration.
struct OwnMetricTests {
  private let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 60, "validation": 0.2},
      "stages": [
        {"kind": "train", "steps": 6, "samples": 0,
          "evaluate": {"every": 2, "samples": 16, "images": 30, "metric": "brightness"}},
        {"kind": "evaluate", "samples": 30, "nearest": 0}]}
    """

  @Test func itIsInTheTableAndTheJSONAndTellsTheBestModel() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    _ = try Workbench.run(
      Workbench.plan(document, metrics: [Brightness()]), in: folder, observer: log.observer)
    let report = try JSONDecoder().decode(EvaluationReport.self, from: folder.data("evaluate/metrics.json"))
    let entry = try #require(report["brightness"])
    #expect(report.metrics.last == entry)
    #expect(entry.title == "Difference in brightness, grey levels")
    #expect(entry.model.interval != nil && entry.baseline?.interval != nil)
    #expect(
      report.lines.contains { $0.hasPrefix("Difference in brightness, grey levels  ") && $0.hasSuffix("  lower") })
    #expect(report.lines.dropLast(2).last == "Brightness is not everything.")

    let records = try folder.data("train/evaluations.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(EvaluationRecord.self, from: $0) }
    #expect(records.map(\.step) == [2, 4, 6])
    let best = try #require(records.min { $0.score(Brightness()) < $1.score(Brightness()) })
    #expect(best.metrics["brightness"] != nil && best.baseline?["brightness"] != nil)
    #expect(try Checkpoint.state(inFile: folder.path(of: "train/best.safetensors"))?.step == best.step)
    #expect(log.take().contains { $0.contains("difference in brightness, grey levels ") && $0.contains(", baseline ") })
    // With another set of metrics the evaluation is another one.
    _ = try Workbench.run(
      Workbench.plan(document, metrics: [Brightness(), Brightness(id: "again")]), in: folder, observer: log.observer)
    #expect(log.take().contains("began evaluate"))
  }

  @Test func anIdCanBeTakenOnce() {
    let error = #expect(throws: RegistryError.self) { try Workbench.tools(metrics: [Brightness(id: "recall")]) }
    #expect(error?.description == "two metrics have the id 'recall'; each needs one of its own")
  }

  @Test func aMetricThatNobodyProvidesIsExplained() throws {
    let problems = #expect(throws: (any Error).self) { try Workbench.plan(document) }
    #expect(
      "\(try #require(problems))".contains(
        "stages[0].evaluate.metric: this program has no metric 'brightness'; "
          + "known metrics: colourError, ssim, psnr, "))
  }

  @Test(arguments: [
    ("confidence", "a feature network that knows classes"),
    ("classAccuracy", "a feature network that knows classes"),
  ])
  func aMetricThatCannotBeComputedIsExplained(metric: String, need: String) throws {
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(
        Workbench.plan(document, set: ["stages.train.evaluate.metric=\(metric)"]), in: TemporaryFolder())
    }
    #expect(
      error?.description
        == "train: the metric '\(metric)' needs \(need), which this evaluation does not have; choose another 'metric'")
    #expect(error?.code == .data)
  }

  /// It needs the training images, which are compared only where it is asked for.
  @Test func memorizationCanTellTheBestModel() throws {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(
      Workbench.plan(document, set: ["stages.train.evaluate.metric=memorization"]), in: folder)
    let line = try #require(folder.data("train/evaluations.jsonl").split(separator: UInt8(ascii: "\n")).first)
    let record = try JSONDecoder().decode(EvaluationRecord.self, from: line)
    #expect(record.metrics["memorization"] != nil && record.baseline?["memorization"] != nil)
  }
}
