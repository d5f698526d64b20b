import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Trainings whose files are damaged, lost or of another document: nothing of them is deleted, and what is good is gone on
/// from.
struct NothingLostTests {
  private static let evaluated = #"stages.train.evaluate={"every": 5, "samples": 16, "images": 30}"#

  private func document(_ schedule: String = "constant") -> String {
    """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8, "schedule": "\(schedule)"}},
      "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 20, "sheetEvery": 8, "samples": 4,
        "checkpoint": {"every": {"steps": 5}, "keep": "all"}}]}
    """
  }

  private func train(
    _ folder: TemporaryFolder, set overrides: [String] = [], schedule: String = "constant", stopAfter: Int? = nil,
    force: Bool = false, _ log: EventLog = EventLog()
  ) throws {
    let (stop, observer) = (StopRequest(), log.observer)
    _ = try Workbench.run(
      Workbench.plan(document(schedule), set: overrides), in: folder, force: force, stop: stop
    ) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  /// The training's own files, by their names from its folder.
  private func files(_ folder: TemporaryFolder, _ name: String = "train") throws -> [String: Data] {
    let found = try folder.files().filter { $0.key.hasPrefix("\(name)/") }
    return Dictionary(uniqueKeysWithValues: found.map { (String($0.key.dropFirst(name.count + 1)), $0.value) })
  }

  private func change(_ file: String, in folder: TemporaryFolder, _ body: (inout Data) -> Void) throws {
    var data = try folder.data(file)
    body(&data)
    try data.write(to: URL(fileURLWithPath: folder.path(of: file)))
  }

  @Test(arguments: ["gone", "", "{}", "{\"artpipe\": \"0.", "[]"])
  func withoutAManifestATrainingGoesOn(content: String) throws {
    let (whole, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try train(whole)
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 12) }
    let manifest = folder.path(of: "manifest.json")
    if content == "gone" {
      try FileManager.default.removeItem(atPath: manifest)
    } else {
      try Data(content.utf8).write(to: URL(fileURLWithPath: manifest))
    }
    try train(folder, log)
    #expect(log.take().contains("note: resuming from step 12 of 20"))
    #expect(try files(folder) == files(whole))
  }

  @Test(arguments: ["cut", "flipped", "gone", "empty"])
  func theNewestGoodCheckpointIsGoneOnFrom(damage: String) throws {
    let (whole, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try train(whole)
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 12) }
    let file = "train/checkpoint.safetensors"
    if damage == "gone" {
      try FileManager.default.removeItem(atPath: folder.path(of: file))
    } else {
      try change(file, in: folder) {
        switch damage {
        case "cut": $0.removeLast(100)
        case "flipped": $0[$0.count - 9] ^= 4
        default: $0 = Data()
        }
      }
    }
    // A kept one as well.
    try change("train/checkpoints/step-0000010.safetensors", in: folder) { $0.removeLast(1000) }
    try train(folder, log)
    let told = log.take()
    let kept = "\(folder.path)/train/checkpoints/step-0000005.safetensors"
    #expect(told.contains("note: resuming from step 5 of 20, from \(kept)"))
    let path = "\(folder.path)/train/checkpoints/step-0000010.safetensors"
    #expect(
      told.contains { $0.hasPrefix("warning: \(path) is kept as train/checkpoints/step-0000010.safetensors.1, ") })
    #expect(
      told.contains { $0.hasPrefix("warning: \(folder.path)/\(file) is kept as \(file).1, because ") }
        == (damage != "gone"))
    var found = try files(folder)
    #expect(found.removeValue(forKey: "checkpoints/step-0000010.safetensors.1") != nil)
    #expect((found.removeValue(forKey: "checkpoint.safetensors.1") != nil) == (damage != "gone"))
    let expected = try files(whole)
    #expect(found.keys.sorted() == expected.keys.sorted())
    #expect(found == expected)
  }

  @Test func withoutAGoodCheckpointAllIsMovedAside() throws {
    let (whole, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    let keep = ["stages.train.checkpoint.keep=1"]
    try train(whole, set: keep)
    #expect(throws: PipelineError.self) { try train(folder, set: keep, stopAfter: 12) }
    try change("train/checkpoint.safetensors", in: folder) { $0[1000] ^= 1 }
    let before = try files(folder)
    try train(folder, set: keep, log)
    let told = log.take()
    #expect(told.contains { $0.contains("/train is kept as train.1, because no checkpoint of it is whole") })
    #expect(
      told.contains(
        "warning: \(folder.path)/train/checkpoint.safetensors: is damaged: its hash does not match; "
          + "use a copy"))
    #expect(try files(folder, "train.1") == before)
    #expect(try files(folder) == files(whole))
  }

  /// What is changed, and how that is told.
  @Test(arguments: [
    (["seed=2"], "the seed was 1, now 2"), (["model.recipe.batchSize=4"], "'batchSize' was 8, now 4"),
    (["model.recipe.learningRate=0.001"], "'learningRate' was 0.0002, now 0.001"),
    (
      ["model.recipe.generatorOptimizer.learningRate=0.001"],
      "'generatorOptimizer.learningRate' was 0.0002, now 0.001"
    ),
    (["model.size=16"], "the images differ, the images' shape was [12, 12, 1], now [16, 16, 1]"),
    (["dataset.count=41"], "the images differ"),
    (["stages.train.steps=3"], "it already has 5 steps and the document asks for 3"),
    (["dataset.augment.flip=true"], "'augment' was "),
    (["convolutionAlgorithms=exact"], "'convolutionAlgorithms' was fast, now exact"),
    (
      ["model.recipe.loss=hinge", "seed=3"],
      "the seed was 1, now 3, the images differ, 'loss' was \"non-saturating\", now \"hinge\""
    ),
  ])
  func anotherTrainingMovesTheOldOneAside(overrides: [String], words: String) throws {
    let (folder, fresh, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 5) }
    let before = try files(folder)
    try train(folder, set: overrides, log)
    let told = log.take()
    #expect(!told.contains { $0.contains("resuming") })
    let warning = "warning: \(folder.path)/train is kept as train.1, because \(words)"
    #expect(told.contains { $0.hasPrefix(warning) }, "\(told)")
    #expect(try files(folder, "train.1") == before)
    try train(fresh, set: overrides)
    #expect(try files(folder) == files(fresh))
    // And again.
    try train(folder, set: overrides, force: true, log)
    #expect(log.take().contains { $0.contains("/train is kept as train.2, because of --force") })
    #expect(try files(folder, "train.2") == files(folder))
  }

  /// A checkpoint that somebody changed, with its hash.
  @Test func anotherNumberOfImagesIsAnotherTraining() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 12) }
    let place = FilePlace.typed(folder.path(of: "train/checkpoint.safetensors"))
    var checkpoint = try Checkpoint(readingFrom: place)
    checkpoint.state?.dataCount = 39
    try checkpoint.write(to: place)
    try train(folder, log)
    let words = "/train is kept as train.1, because there were 39 images, now 40; "
    #expect(log.take().contains { $0.contains(words) })
  }

  @Test func whatFailsAtItsStartMovesNothing() throws {
    let folder = try TemporaryFolder()
    try train(folder)
    let before = try files(folder)
    let other = """
      {"model": "mlp-gan", "dataset": {"kind": "strokes", "count": 20},
        "stages": [{"kind": "load", "file": "\(folder.path(of: "train/checkpoint.safetensors"))"},
          {"kind": "train", "steps": 2, "samples": 0}]}
      """
    #expect(throws: PipelineError.self) {
      try Workbench.run(Workbench.plan(other, set: ["model=hybrid-gan"]), in: folder)
    }
    #expect(try files(folder) == before)
  }

  @Test(arguments: ["linear", "cosine", "constant"])
  func aLongerTrainingGoesOnUnderEverySchedule(schedule: String) throws {
    let (grown, again, whole, log) = (
      try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder(), EventLog()
    )
    try train(grown, set: ["stages.train.steps=8"], schedule: schedule)
    try train(grown, set: ["stages.train.steps=15"], schedule: schedule, log)
    #expect(log.take().contains("note: resuming from step 8 of 15"))
    #expect(throws: PipelineError.self) { try train(grown, schedule: schedule, stopAfter: 17) }
    try train(grown, schedule: schedule, log)
    #expect(log.take().contains("note: resuming from step 17 of 20"))
    let record = try #require(Manifest.read(in: RunFolder(grown.path))?.stage("train")?.training)
    let planned = record.planned?.all ?? []
    let expected = [PlannedLength(steps: 8, until: 8), PlannedLength(steps: 15, until: 15)]
    #expect(planned == (schedule == "constant" ? [] : expected))
    let list = planned.map { #"{"steps": \#($0.steps), "until": \#($0.until)}"# }.joined(separator: ", ")
    try train(again, set: planned.isEmpty ? [] : ["stages.train.planned=[\(list)]"], schedule: schedule)
    for name in ["train/checkpoint.safetensors", "train/metrics.jsonl"] {
      let isSame = try again.data(name) == grown.data(name)
      #expect(isSame, "\(name)")
    }
    try train(whole, schedule: schedule)
    #expect(try (whole.data("train/metrics.jsonl") == grown.data("train/metrics.jsonl")) == (schedule == "constant"))
  }

  @Test func whatATrainingWouldDoIsKnownBefore() throws {
    let folder = try TemporaryFolder()
    func prospect(_ overrides: String..., schedule: String = "linear", force: Bool = false) throws -> String? {
      let before = try folder.files()
      let plan = try Workbench.plan(document(schedule), set: overrides)
      let prospects = try Workbench.runner(plan, in: folder, force: force).prospects()
      #expect(try folder.files() == before)
      return prospects.first.map { "\($0)" }
    }
    #expect(try prospect() == "runs")
    #expect(throws: PipelineError.self) { try train(folder, schedule: "linear", stopAfter: 12) }
    #expect(try prospect() == "goes on from step 12 of 20")
    #expect(try prospect("stages.train.steps=2000") == "goes on from step 12 of 2,000")
    #expect(
      try prospect("stages.train.steps=5") == "begins anew, because it already has 12 steps and the document asks for 5"
    )
    #expect(try prospect("seed=4") == "begins anew, because the seed was 1, now 4, the images differ")
    #expect(
      try prospect(schedule: "constant").map { $0.hasPrefix("begins anew, because 'schedule.") } == true)
    #expect(try prospect(force: true) == "begins anew, because of --force")
    try train(folder, schedule: "linear")
    #expect(try prospect() == "unchanged")
  }

  @Test(arguments: [false, true])
  func aBestModelThatIsDamagedIsRestoredOrMissed(isKept: Bool) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, set: [Self.evaluated])
    let best = try folder.data("train/best.safetensors")
    let step = try #require(Checkpoint.state(inFile: folder.path(of: "train/best.safetensors"))?.step)
    try change("train/best.safetensors", in: folder) { $0[$0.count - 5] ^= 64 }
    if !isKept {
      for file in try files(folder).keys where file.hasPrefix("checkpoints/") {
        try FileManager.default.removeItem(atPath: folder.path(of: "train/\(file)"))
      }
    }
    try train(folder, set: [Self.evaluated], log)
    let told = log.take()
    if isKept {
      #expect(try folder.data("train/best.safetensors") == best)
      #expect(told.contains { $0.hasPrefix("note: \(folder.path)/train/best.safetensors is restored from ") })
    } else {
      #expect(told.contains { $0.contains("the best model, of step \(step), is lost: neither that file nor ") })
      #expect(try Checkpoint.state(inFile: folder.path(of: "train/best.safetensors"))?.step == 20)
    }
    #expect(try files(folder).keys.contains("best.safetensors.1"))
  }

  /// Which files of a finished run are changed in one bit, and what is there beside the others then.
  @Test(arguments: [
    // The last copy is another name of the same file.
    ("checkpoint.safetensors", ["checkpoint.safetensors.1", "checkpoints/step-0000020.safetensors.1"]),
    ("checkpoints/step-0000010.safetensors", ["checkpoints/step-0000010.safetensors.1"]),
    ("samples/step-0000008.png", ["samples/step-0000008.png.1"]),
  ])
  func aFlippedBitIsNeverTakenForTruth(file: String, aside: [String]) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, set: [Self.evaluated])
    let before = try files(folder)
    try change("train/\(file)", in: folder) { $0[$0.count / 2] ^= 1 }
    let changed = try files(folder)
    try train(folder, set: [Self.evaluated], log)
    let found = try files(folder)
    let told = log.take()
    for name in aside {
      let old = String(name.dropLast(2))
      #expect(found[name] == changed[old])
      #expect(told.contains { $0.hasPrefix("warning: \(folder.path)/train/\(old) is kept as train/\(name), because ") })
    }
    #expect(Set(found.keys).subtracting(before.keys) == Set(aside))
    // What can be made again is.
    let remade = ["checkpoint.safetensors", "checkpoints/step-0000020.safetensors"]
    for name in before.keys where !aside.contains("\(name).1") || remade.contains(name) {
      #expect(found[name] == before[name], "\(name)")
    }
  }

  @Test func onlyTheNewestCheckpointsAreKept() throws {
    let (whole, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let keep = ["stages.train.checkpoint.keep=2"]
    try train(whole, set: keep)
    #expect(
      try files(whole).keys.filter { $0.hasPrefix("checkpoints/") }.sorted() == [
        "checkpoints/step-0000015.safetensors", "checkpoints/step-0000020.safetensors",
      ])
    for stop in [3, 12, 18] { #expect(throws: PipelineError.self) { try train(folder, set: keep, stopAfter: stop) } }
    try train(folder, set: keep)
    #expect(try files(folder) == files(whole))
  }

  @Test(arguments: [
    (#"{"every": {"steps": 5, "minutes": 2}}"#, "give one of 'steps' and 'minutes'"),
    (#"{"every": {}}"#, "give one of 'steps' and 'minutes'"),
    (#"{"keep": 0}"#, "expected a whole number of at least 1, or \"all\", found 0"),
    (#"{"keep": "many"}"#, "expected a whole number of at least 1, or \"all\", found \"many\""),
    (#"{"every": {"minutes": 1}}, "rollBack": true"#, "give 'every' in steps"),
  ])
  func settingsAreChecked(setting: String, message: String) throws {
    let problems = #expect(throws: (any Error).self) {
      try Workbench.plan(#"{"model": "mlp-gan", "stages": [{"kind": "train", "checkpoint": \#(setting)}]}"#)
    }
    #expect("\(try #require(problems))".contains(message))
  }

  @Test func checkpointsMayComeByTheClock() throws {
    let folder = try TemporaryFolder()
    try train(folder, set: [#"stages.train.checkpoint={"every": {"minutes": 0.0000001}, "keep": 3}"#])
    #expect(
      try files(folder).keys.filter { $0.hasPrefix("checkpoints/") }.sorted()
        == [18, 19, 20].map { "checkpoints/step-00000\($0).safetensors" })
  }
}
