import ArtGAN
import ArtPipeline
import Foundation
import Testing

/// Small trainings that look at their own pictures.
struct JudgedTrainingTests {
  private let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 60, "validation": 0.2},
      "stages": [{"kind": "train", "steps": 12, "checkpointEvery": 5, "samples": 0,
        "evaluate": {"every": 3, "samples": 16, "pictures": 30}}, {"kind": "sample", "count": 4}, "sheet"]}
    """

  private struct Look: Decodable {
    let step: Int
    let every: Int
    let figures: [String: Double]
  }

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

  private func looks(_ folder: TemporaryFolder) throws -> [Look] {
    try folder.data("train/evaluations.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Look.self, from: $0) }
  }

  private func step(_ folder: TemporaryFolder, _ name: String) throws -> Int? {
    try Checkpoint.state(inFile: folder.path(of: "train/\(name).safetensors"))?.step
  }

  @Test func looksAreWrittenDownAndTheBestIsKept() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, log)
    let looks = try looks(folder)
    #expect(looks.map(\.step) == [3, 6, 9, 12])
    #expect(looks.allSatisfy { $0.every == 3 && $0.figures.count == 7 })
    let best = try #require(looks.min { $0.figures["slicedWasserstein"] ?? 0 < $1.figures["slicedWasserstein"] ?? 0 })
    #expect(try step(folder, "best") == best.step)
    #expect(try step(folder, "checkpoint") == 12)
    let lines = log.take()
    #expect(lines.count { $0.contains("sliced Wasserstein distance × 1000") } == 5)
    #expect(lines.contains { $0.hasPrefix("note: The best model: ") && $0.hasSuffix("at step \(best.step)") })
    // Later stages take the best, also when nothing is trained again.
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(manifest.stage("train")?.outputs.first?.file == "train/best.safetensors")
    try train(folder, set: ["stages.sheet.columns=2"], log)
    #expect(log.take().contains("unchanged train"))
  }

  @Test(arguments: [("frechetDistance", true), ("coverage", false), ("recall", false)])
  func anyFigureTellsTheBest(figure: String, lower: Bool) throws {
    let folder = try TemporaryFolder()
    try train(folder, set: ["stages.train.evaluate.figure=\(figure)"])
    let values = try looks(folder).map { ($0.step, $0.figures[figure] ?? 0) }
    let best = try #require(values.map { lower ? $0.1 : -$0.1 }.min())
    #expect(try step(folder, "best") == values.first { (lower ? $0.1 : -$0.1) == best }?.0)
  }

  /// Looking changes nothing about what is learnt.
  @Test func theTrainingIsTheSameWithoutLooks() throws {
    let (with, without) = (try TemporaryFolder(), try TemporaryFolder())
    try train(with)
    try train(without, set: [#"stages.train={"kind": "train", "steps": 12, "checkpointEvery": 5, "samples": 0}"#])
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
    // A learning rate of next to nothing: no look is better than the first, or by chance only.
    let overrides = [
      "stages.train.steps=200", "stages.train.evaluate.patience=2", "model.recipe.learningRate=1e-12",
      "stages.train.evaluate.figure=frechetDistance",
    ]
    try train(folder, set: overrides, log)
    let steps = try looks(folder).map(\.step)
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

  @Test func looksOfAnotherKindBeginAnewButTheTrainingDoesNot() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder)
    let before = try folder.data("train/checkpoint.safetensors")
    for change in ["stages.train.evaluate.samples=20", #"reference={"kind": "strokes", "count": 25}"#] {
      try train(folder, set: [change], log)
      #expect(log.take().contains("note: going on from step 12 of 12"))
      #expect(try looks(folder).map(\.step) == [12])
      #expect(try step(folder, "best") == 12)
      let isEqual = try folder.data("train/checkpoint.safetensors") == before
      #expect(isEqual)
    }
    // Patience changes no look.
    try train(folder, set: [#"reference={"kind": "strokes", "count": 25}"#, "stages.train.evaluate.patience=9"], log)
    #expect(try looks(folder).map(\.step) == [12])
  }

  @Test func theLastModelCanBeAskedFor() throws {
    let (best, last) = (try TemporaryFolder(), try TemporaryFolder())
    let overrides = ["stages.train.evaluate.figure=precision", "seed=3"]
    try train(best, set: overrides)
    try train(last, set: overrides + ["stages.train.keep=last"])
    let manifest = try #require(Manifest.read(in: RunFolder(last.path)))
    #expect(manifest.stage("train")?.outputs.first?.file == "train/checkpoint.safetensors")
    let isSame = try best.data("sheet.png") == last.data("sheet.png")
    #expect(try isSame == (step(best, "best") == 12))
  }

  @Test func withoutADistanceTheFirstLookDecides() throws {
    let folder = try TemporaryFolder()
    try train(
      folder, set: [#"stages.train.evaluate={"samples": 16, "pictures": 30}"#, "stages.train.steps=40"])
    let looks = try looks(folder)
    #expect(looks.first?.step == 23)
    #expect(looks.last?.step == 40)
    #expect(Set(looks.map(\.every)).count == 1)
  }

  @Test(arguments: [
    (#""keep": "best""#, "only 'evaluate' tells which model is best; add \"evaluate\": {}"),
    (#""keep": "worst""#, "expected \"best\" or \"last\", found \"worst\""),
    (#""evaluate": {"every": 0}"#, "expected a whole number of at least 1, found 0"),
    (#""evaluate": {"figure": "fid"}"#, "expected \"frechetDistance\", \"kernelDistance\", "),
    (#""evaluate": {"patiense": 2}"#, "unknown key 'patiense'; did you mean 'patience'?"),
    (#""evaluate": true"#, "expected an object, found true"),
  ])
  func settingsAreChecked(setting: String, message: String) throws {
    let problems = #expect(throws: (any Error).self) {
      try Workbench.plan(#"{"model": "mlp-gan", "stages": [{"kind": "train", \#(setting)}]}"#)
    }
    #expect("\(try #require(problems))".contains(message))
  }
}
