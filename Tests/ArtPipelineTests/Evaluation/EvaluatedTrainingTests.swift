import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtPipeline
import Foundation
import Testing

/// Small trainings that evaluate the model on the way.
struct EvaluatedTrainingTests {
  private let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 60, "validation": 0.2},
      "stages": [{"kind": "train", "steps": 12, "checkpoint": {"every": {"steps": 5}}, "samples": 0,
        "evaluate": {"every": 3, "samples": 16, "images": 30}}, {"kind": "sample", "count": 4}, "sheet"]}
    """

  private func train(
    _ folder: TemporaryFolder, set overrides: [String] = [], stopAfter: Int? = nil, threads: Int = 2,
    _ log: EventLog = EventLog()
  ) throws {
    let stop = StopRequest()
    let observer = log.observer
    _ = try Workbench.run(
      Workbench.plan(document, set: overrides), in: folder, stop: stop, threads: threads
    ) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  private func records(_ folder: TemporaryFolder) throws -> [EvaluationRecord] {
    try folder.data("train/evaluations.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(EvaluationRecord.self, from: $0) }
  }

  private func step(_ folder: TemporaryFolder, _ name: String) throws -> Int? {
    try Checkpoint.state(inFile: folder.path(of: "train/\(name).safetensors"))?.step
  }

  @Test func evaluationsAreRecordedAndTheBestModelIsKept() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, log)
    let records = try records(folder)
    #expect(records.map(\.step) == [3, 6, 9, 12])
    for record in records {
      #expect(record.metrics.count == 7 && record.metrics.keys == record.baseline?.keys)
      #expect(record.samples == 16 && record.images == 12 && record.against == .validation)
      for name in ["frechetDistance", "slicedWasserstein", "recall"] {
        let interval = try #require(record.intervals[name])
        #expect(interval.low < interval.high)
      }
      // Real images do better than such a model.
      #expect(record.baseline?["frechetDistance"] ?? 0 < record.metrics["frechetDistance"] ?? 0)
    }
    let best = try #require(
      records.min { $0.metrics["slicedWasserstein"] ?? 0 < $1.metrics["slicedWasserstein"] ?? 0 })
    #expect(try step(folder, "best") == best.step)
    #expect(try step(folder, "checkpoint") == 12)
    let lines = log.take()
    // Each line says how sure the value is, of how many samples, and what the baseline is.
    let words = /Wasserstein distance × 1000 [\d.]+ \(95 %: -?[\d.]+ to [\d.]+\) of 16 samples, baseline [\d.]+/
    #expect(lines.count { $0.hasPrefix("note: step ") && $0.contains(words) } == 4)
    let last = try #require(lines.first { $0.hasPrefix("note: The best model: ") })
    #expect(last.contains(words) && last.hasSuffix("at step \(best.step)"))
    // Later stages take the best, also when nothing is trained again.
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(manifest.stage("train")?.outputs.first?.file == "train/best.safetensors")
    try train(folder, set: ["stages.sheet.columns=2"], log)
    #expect(log.take().contains("unchanged train"))
  }

  @Test(arguments: [("frechetDistance", true), ("coverage", false), ("recall", false)])
  func anyMetricTellsTheBest(metric: String, lower: Bool) throws {
    let folder = try TemporaryFolder()
    try train(folder, set: ["stages.train.evaluate.metric=\(metric)"])
    let values = try records(folder).map { ($0.step, $0.metrics[metric] ?? 0) }
    let best = try #require(values.map { lower ? $0.1 : -$0.1 }.min())
    #expect(try step(folder, "best") == values.first { (lower ? $0.1 : -$0.1) == best }?.0)
  }

  /// An evaluation changes nothing about the training.
  @Test func theTrainingIsTheSameWithoutEvaluation() throws {
    let (with, without) = (try TemporaryFolder(), try TemporaryFolder())
    try train(with)
    try train(
      without,
      set: [#"stages.train={"kind": "train", "steps": 12, "checkpoint": {"every": {"steps": 5}}, "samples": 0}"#])
    #expect(try with.data("train/checkpoint.safetensors") == without.data("train/checkpoint.safetensors"))
    #expect(try with.data("train/metrics.jsonl") == without.data("train/metrics.jsonl"))
    #expect(try !without.files().keys.contains("train/best.safetensors"))
  }

  @Test(arguments: [1, 4, 6, 8, 11])
  func stoppedAndResumedGivesTheSameBytes(stop: Int) throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    try train(whole)
    #expect(throws: PipelineError.self) { try train(parts, stopAfter: stop) }
    try train(parts, threads: 1)
    for name in ["train/checkpoint.safetensors", "train/best.safetensors", "train/evaluations.jsonl", "sheet.png"] {
      let isEqual = try parts.data(name) == whole.data(name)
      #expect(isEqual, "\(name)")
    }
  }

  @Test func aTrainingThatGetsNoBetterEnds() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    // A learning rate of next to nothing: no evaluation is better than the first, or by chance only.
    let overrides = [
      "stages.train.steps=200", "stages.train.evaluate.patience=2", "model.recipe.learningRate=1e-12",
      "stages.train.evaluate.metric=frechetDistance",
    ]
    try train(folder, set: overrides, log)
    let steps = try records(folder).map(\.step)
    let last = try #require(steps.last)
    #expect(last < 200)
    #expect(try step(folder, "checkpoint") == last)
    let best = try #require(try step(folder, "best"))
    #expect(steps.suffix(2).allSatisfy { $0 > best } && steps.dropLast(2).last == best)
    #expect(
      log.take().contains { $0.hasPrefix("note: Ended at step \(last) of 200, since it no longer gets better; ") })
    // The same again is done, and not gone on with.
    try train(folder, set: overrides, log)
    #expect(log.take().contains("unchanged train"))
  }

  @Test func otherEvaluationsBeginAnewButTheTrainingDoesNot() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder)
    let before = try folder.data("train/checkpoint.safetensors")
    for change in ["stages.train.evaluate.samples=20", #"reference={"kind": "strokes", "count": 25}"#] {
      try train(folder, set: [change], log)
      #expect(log.take().contains("note: resuming from step 12 of 12"))
      #expect(try records(folder).map(\.step) == [12])
      #expect(try step(folder, "best") == 12)
      let isEqual = try folder.data("train/checkpoint.safetensors") == before
      #expect(isEqual)
    }
    // Patience changes no evaluation.
    try train(folder, set: [#"reference={"kind": "strokes", "count": 25}"#, "stages.train.evaluate.patience=9"], log)
    #expect(try records(folder).map(\.step) == [12])
  }

  @Test func theLastModelCanBeAskedFor() throws {
    let (best, last) = (try TemporaryFolder(), try TemporaryFolder())
    let overrides = ["stages.train.evaluate.metric=precision", "seed=3"]
    try train(best, set: overrides)
    try train(last, set: overrides + ["stages.train.keep=last"])
    let manifest = try #require(Manifest.read(in: RunFolder(last.path)))
    #expect(manifest.stage("train")?.outputs.first?.file == "train/checkpoint.safetensors")
    let isSame = try best.data("sheet.png") == last.data("sheet.png")
    #expect(try isSame == (step(best, "best") == 12))
  }

  @Test(arguments: [
    ("dataset.validation=0.2", "16 samples with 12 held-out images, by ", "16 training images"),
    ("dataset.validation=0", "16 samples with 30 of the training images (held-out ", "16 other images"),
    (
      #"stages.train.evaluate={"every": 3, "samples": 50, "images": 30}"#,
      "48 samples (of 50: there are no more real images for the baseline) with 12 ", "48 training images"
    ),
    (#"dataset={"kind": "strokes", "count": 9}"#, "16 samples with 9 of the training images (held-out ", nil),
    (
      #"reference={"kind": "strokes", "count": 25}"#, "16 samples with 25 images of the reference strokes",
      "16 training images"
    ),
  ])
  func theLogSaysWhatIsCompared(override: String, images: String, baseline: String?) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, set: [override], log)
    let lines = log.take()
    #expect(lines.count { $0.hasPrefix("note: evaluation compares \(images)") } == 1)
    let start = baseline.map { "note: baseline of \($0): sliced Wasserstein distance × 1000 " }
    #expect(lines.count { $0.hasPrefix(start ?? "note: there are too few real images for a baseline") } == 1)
    #expect(try records(folder).allSatisfy { ($0.baseline == nil) == (baseline == nil) })
  }

  /// A network that nobody chose is named: it is used for whatever has the size of its images.
  @Test(arguments: [("auto", "features of the network digits-28"), ("thumbnails", "thumbnails 8×8, which ")])
  func theLogSaysByWhat(features: String, words: String) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(
      folder,
      set: [
        "model.size=28", "stages.train.evaluate.metric=frechetDistance", "stages.train.steps=3",
        "stages.train.evaluate.features=\(features)",
      ], log)
    let lines = log.take()
    #expect(lines.contains { $0.hasPrefix("note: evaluation compares ") && $0.contains(", by \(words)") })
    let caution = "'auto' uses it for all grey images of 28×28, whatever they show; 'features' can name another"
    #expect(lines.contains { $0.hasPrefix("note: digits-28: ") && $0.hasSuffix(caution) } == (features == "auto"))
  }

  @Test func withoutAnIntervalATrainingEndsWithAnEvaluation() throws {
    let folder = try TemporaryFolder()
    try train(
      folder, set: [#"stages.train.evaluate={"samples": 16, "images": 30}"#, "stages.train.steps=40"])
    #expect(try records(folder).last?.step == 40)
  }

  @Test func trueIsEnough() throws {
    let folder = try TemporaryFolder()
    try train(folder, set: ["stages.train.evaluate=true", "stages.train.steps=2"])
    // As many samples as there are real images for the baseline.
    #expect(try records(folder).map { [$0.step, $0.samples, $0.images] } == [[2, 48, 12]])
  }

  @Test(arguments: [
    (#""keep": "best""#, "only 'evaluate' tells which model is best; add \"evaluate\": true"),
    (#""keep": "worst""#, "expected \"best\" or \"last\", found \"worst\""),
    (#""evaluate": {"every": 0}"#, "expected a whole number of at least 1, found 0"),
    (
      #""evaluate": {"metric": "fid"}"#,
      "this program has no metric 'fid'; known metrics: "
        + "colourError, ssim, psnr, nearestTarget, frechetDistance, kernelDistance, precision, recall, density, "
        + "coverage, slicedWasserstein, styleTransfer, patchFrechetDistance, structureKept, confidence, labelEntropy, "
        + "classAccuracy, memorization"
    ), (#""evaluate": {"metric": "recal"}"#, "did you mean 'recall'?"),
    (#""evaluate": {"patiense": 2}"#, "unknown key 'patiense'; did you mean 'patience'?"),
    (#""evaluate": 5"#, "expected an object, found 5"),
  ])
  func settingsAreChecked(setting: String, message: String) throws {
    let problems = #expect(throws: (any Error).self) {
      try Workbench.plan(#"{"model": "mlp-gan", "stages": [{"kind": "train", \#(setting)}]}"#)
    }
    #expect("\(try #require(problems))".contains(message))
  }
}
