import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Small trainings from end to end.
struct TrainStageTests {
  private let document = """
    {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 12, "sheetEvery": 4, "checkpoint": {"every": {"steps": 5}}, "samples": 4},
        {"kind": "sample", "count": 5}, {"kind": "sheet", "columns": 3}]}
    """

  private func train(
    _ folder: TemporaryFolder, set overrides: [String] = [], stopAfter: Int? = nil, threads: Int = 2,
    force: Bool = false, _ log: EventLog = EventLog()
  ) throws {
    let stop = StopRequest()
    let observer = log.observer
    _ = try Workbench.run(
      Workbench.plan(document, set: overrides), in: folder, force: force, stop: stop, threads: threads
    ) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  /// Everything but what tells times.
  private func result(_ folder: TemporaryFolder) throws -> [String: Data] {
    try folder.files().filter { $0.key != "manifest.json" }
  }

  @Test func writesCheckpointMetricsAndSheets() throws {
    let folder = try TemporaryFolder()
    try train(folder)
    #expect(
      try folder.files().keys.sorted() == [
        ".lock", "manifest.json", "sheet.png", "train/checkpoint.safetensors", "train/metrics.jsonl",
        "train/samples/step-0000000.png", "train/samples/step-0000004.png", "train/samples/step-0000008.png",
        "train/samples/step-0000012.png",
      ])
    let checkpoint = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"))
    #expect(checkpoint.state?.step == 12)
    let lines = String(decoding: try folder.data("train/metrics.jsonl"), as: UTF8.self).split(separator: "\n")
    let steps = try lines.map { try JSONDecoder().decode(StepMetrics.self, from: Data($0.utf8)).step }
    #expect(steps == Array(1...12))
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(manifest.dataset?.count == 40)
    #expect(manifest.dataset?.shape == [28, 28, 1])
  }

  /// Nobody has to ask for an evaluation to hear that all samples look alike, nor that the document asks for too little.
  @Test func aTrainingThatIsLikelyToDisappointIsToldOf() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, set: ["stages.train.samples=8", "dataset.count=12"], log)
    let lines = log.take()
    let warnings = lines.filter { $0.hasPrefix("warning: ") }
    let starts = [
      "batches of 8 from 12 images are more than half of them", "12 images are few, and nothing makes more of them",
      "12 steps are few for a training from random weights", "step 8: most samples look alike; a longer training",
    ]
    #expect(warnings.count == starts.count, "\(warnings)")
    for (warning, start) in zip(warnings, starts) { #expect(warning.hasPrefix("warning: \(start)"), "\(warning)") }
    #expect(lines.contains("note: Since step 8 most samples look alike"))
    // The manifest keeps what no log tells, for the report.
    let kept = try #require(Manifest.read(in: RunFolder(folder.path))?.warnings)
    #expect(kept.keys.sorted() == ["sample", "sheet", "train"] && kept["sheet"] == [])
    let records = try #require(kept["train"])
    #expect(records.map(\.sign) == [nil, nil, nil, .imagesAlike] && records.last?.step == 8)
    for (record, start) in zip(records, starts.dropLast()) { #expect(record.words.hasPrefix(start), "\(record)") }
    // Weights to start from are another matter.
    let other = try TemporaryFolder()
    let load = #"stages=[{"kind": "load", "file": "\#(folder.path)/train/checkpoint.safetensors"}, "#
    try train(other, set: [load + #"{"kind": "train", "steps": 2, "samples": 0}]"#, "dataset.count=16"], log)
    #expect(log.take().filter { $0.hasPrefix("warning: ") } == [])
  }

  /// What a training warned of is told again by the part that ends it, and kept once.
  @Test func aResumedTrainingKeepsItsWarningsOnce() throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    let few = ["dataset.count=12"]
    try train(whole, set: few)
    #expect(throws: PipelineError.self) { try train(parts, set: few, stopAfter: 5) }
    func kept(_ folder: TemporaryFolder) -> [String: [Manifest.WarningRecord]]? {
      Manifest.read(in: RunFolder(folder.path))?.warnings
    }
    #expect(kept(parts)?["train"]?.count == 3)
    try train(parts, set: few)
    #expect(kept(parts) == kept(whole))
    try train(parts, set: few)
    #expect(kept(parts) == kept(whole))
  }

  /// The sheet of the start shows the weights that there are then, whatever they are of.
  @Test(arguments: [false, true])
  func theFirstSheetShowsTheStart(isLoaded: Bool) throws {
    let (folder, earlier) = (try TemporaryFolder(), try TemporaryFolder())
    var overrides = ["stages.train.sheetEvery=12"]
    if isLoaded {
      try train(earlier)
      overrides += [
        #"stages=[{"kind": "load", "file": "\#(earlier.path)/train/checkpoint.safetensors"}, "#
          + #"{"kind": "train", "steps": 12, "samples": 4, "sheetEvery": 12}]"#
      ]
      overrides.removeFirst()
    }
    try train(folder, set: overrides)
    func sheet(_ folder: TemporaryFolder, _ step: Int) throws -> [UInt8] {
      let digits = (step < 10 ? "0" : "") + "\(step)"
      return try ImageDecoder().decode(file: folder.path(of: "train/samples/step-00000\(digits).png")).pixels
    }
    let first = try sheet(folder, 0)
    #expect(try first != sheet(folder, 12))
    if isLoaded { #expect(try first == sheet(earlier, 12)) }
  }

  @Test(arguments: [1, 5, 7, 11])
  func stoppedAndResumedGivesTheSameBytes(step: Int) throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    try train(whole)
    let error = #expect(throws: PipelineError.self) { try train(parts, stopAfter: step) }
    #expect(error?.code == .interrupted)
    #expect(
      error?.description == "train: stopped at step \(step) of 12; \(parts.path)/train/checkpoint.safetensors is "
        + "saved; run the same command again to resume")
    let log = EventLog()
    try train(parts, threads: 1, log)
    #expect(log.take().contains("note: resuming from step \(step) of 12"))
    #expect(try result(parts) == result(whole))
  }

  @Test func killedAndResumedGivesTheSameBytes() throws {
    let (whole, parts) = (try TemporaryFolder(), try TemporaryFolder())
    try train(whole)
    // As a process leaves the folder that was killed between a checkpoint and the next: later lines and sheets are there.
    struct Killed: Error {}
    #expect(throws: PipelineError.self) { try train(parts, stopAfter: 5) }
    let metrics = parts.path(of: "train/metrics.jsonl")
    let more = Data(#"{"step": 6, "epoch": 1}"#.utf8) + Data("\n{\"step\": 7, \"ep".utf8)
    try (Data(contentsOf: URL(fileURLWithPath: metrics)) + more).write(to: URL(fileURLWithPath: metrics))
    try Data("half".utf8).write(to: URL(fileURLWithPath: parts.path(of: "train/samples/step-0000008.png")))
    try FileManager.default.createDirectory(atPath: parts.path(of: ".tmp"), withIntermediateDirectories: true)
    try Data("half".utf8).write(to: URL(fileURLWithPath: parts.path(of: ".tmp/.artpipe-17-0.tmp")))
    try train(parts)
    #expect(try result(parts) == result(whole))
    #expect(!FileManager.default.fileExists(atPath: parts.path(of: ".tmp")))
  }

  /// Files that are nobody's, beside the training's own.
  @Test func filesOfOthersAreNotTheTrainings() throws {
    let (folder, fresh) = (try TemporaryFolder(), try TemporaryFolder())
    try FileManager.default.createDirectory(
      atPath: folder.path(of: "train/samples"), withIntermediateDirectories: true)
    let mine = ["mine.png", "step-0000004 copy.png", "step-4.png", "step-0000004.png.old", "step-x.png"]
    for name in mine {
      try Data(name.utf8).write(to: URL(fileURLWithPath: folder.path(of: "train/samples/\(name)")))
    }
    try train(folder)
    try train(fresh)
    // What others put there stays, and is none of the outputs.
    let others = Set(mine.map { "train/samples/\($0)" })
    let found = try result(folder)
    #expect(found.filter { !others.contains($0.key) } == (try result(fresh)))
    for name in mine { #expect(found["train/samples/\(name)"] == Data(name.utf8)) }
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    let outputs = try #require(manifest.stage("train")?.outputs.map(\.file))
    #expect(others.isDisjoint(with: outputs))
  }

  /// The manifest says how the convolutions of every stage's programs were computed, also of one that was stopped.
  @Test func theManifestNamesTheAlgorithms() throws {
    let folder = try TemporaryFolder()
    let model = #"model={"plugin": "hybrid-gan", "recipe": {"batchSize": 8}}"#
    func programs(_ stage: String) throws -> [Manifest.ProgramRecord]? {
      let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
      return manifest.stage(stage)?.programs
    }
    #expect(throws: PipelineError.self) { try train(folder, set: [model], stopAfter: 1) }
    let stopped = try programs("train")
    try train(folder, set: [model])
    let trained = try #require(try programs("train"))
    #expect(stopped == trained)
    #expect(trained.map(\.program) == ["discriminator update", "generator update", "sampling"])
    #expect(trained[2].convolutions.isEmpty)
    for convolutions in trained.prefix(2).map(\.convolutions) {
      #expect(Set(convolutions).count == convolutions.count)
      #expect(
        convolutions.contains(
          ConvolutionChoice(pass: "forward", shape: "5×5 s2 8×28×28×1 → 14×14×64", algorithm: "small channels")))
    }
    #expect(trained[0].convolutions.contains { $0.pass == "kernelGradient" })
    #expect(try programs("sheet")?.map(\.program) == ["sampling"])
    #expect(try programs("sample") == nil)

    // A stage that is not run again keeps what is known of it.
    try train(folder, set: [model])
    #expect(try programs("train") == trained)
  }

  @Test func nothingIsTrainedTwice() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder)
    let before = try folder.files()["train/checkpoint.safetensors"]
    try train(folder, log)
    #expect(
      log.take().filter { !$0.hasPrefix("note") } == [
        "unchanged train", "began sample", "ended sample", "unchanged sheet",
      ])
    try train(folder, set: ["stages.sheet.columns=5"], log)
    #expect(
      log.take().filter { !$0.hasPrefix("note") } == [
        "unchanged train", "began sample", "ended sample", "began sheet", "ended sheet",
      ])
    try train(folder, force: true, log)
    #expect(log.take().contains("began train"))
    #expect(try folder.files()["train/checkpoint.safetensors"] == before)
  }

  @Test func aCheckpointCanBeLoadedAndTrainedFurther() throws {
    let (folder, second) = (try TemporaryFolder(), try TemporaryFolder())
    try train(folder)
    let checkpoint = folder.path(of: "train/checkpoint.safetensors")
    let further = """
      {"model": "mlp-gan", "dataset": {"kind": "strokes", "count": 20},
        "stages": [{"kind": "load", "file": "\(checkpoint)"}, {"kind": "train", "steps": 2, "samples": 0}]}
      """
    _ = try Workbench.run(
      Workbench.plan(further, set: ["model.recipe.batchSize=4"]), in: second)
    #expect(try Checkpoint(readingFrom: second.path(of: "train/checkpoint.safetensors")).state?.step == 2)
    let error = #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(further, set: ["model=hybrid-gan"]), in: second)
    }
    #expect(
      error?.description
        == "train: \(checkpoint) holds other networks (mlp-gan) than the document's model (hybrid-gan); give the document that "
        + "model with its settings, or take 'load' out and name the file in 'initialWeights' of "
        + "'train', which takes over what fits")
  }
}
