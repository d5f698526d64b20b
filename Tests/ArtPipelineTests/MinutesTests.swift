import ArtFiles
import ArtGAN
@testable import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Trainings that are given minutes.
struct MinutesTests {
  private static let document = """
    {"model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "minutes": 0.01, "sheetEvery": 4000, "samples": 4,
        "checkpoint": {"every": {"steps": 40}, "keep": "all"}}]}
    """

  private func train(
    _ folder: TemporaryFolder, set overrides: [String] = [], stopAfter: Int? = nil, _ log: EventLog = EventLog()
  ) throws {
    let (stop, observer) = (StopRequest(), log.observer)
    _ = try Workbench.run(Workbench.plan(Self.document, set: overrides), in: folder, stop: stop) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  private func record(_ folder: TemporaryFolder) throws -> Manifest.TrainingRecord {
    try #require(Manifest.read(in: RunFolder(folder.path))?.stage("train")?.training)
  }

  /// Everything but what tells times.
  private func result(_ folder: TemporaryFolder) throws -> [String: Data] {
    try folder.files().filter { $0.key != "manifest.json" }
  }

  @Test(arguments: [
    [], ["model.recipe.schedule=linear"],
    ["model.recipe.schedule=cosine", #"stages.train.evaluate={"every": 30, "samples": 8, "images": 20}"#],
    [#"stages.train.evaluate={"every": 30, "samples": 8, "images": 20}"#],
  ])
  func theManifestTellsTheStepsThatGiveTheSameFiles(overrides: [String]) throws {
    let (timed, counted, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    try train(timed, set: overrides, log)
    let steps = try record(timed).steps
    #expect(steps >= 1)
    let (told, planned) = (log.take(), try record(timed).planned?.all)
    #expect(told.contains { $0.hasPrefix("note: a step takes ") && $0.hasSuffix(" in 0.01 minutes") })
    // Where the rates depend on the length, each decision is told.
    #expect((planned != nil) == overrides.contains { $0.contains("schedule") })
    #expect(told.count { $0.contains(": at the measured speed, ") } == planned?.count ?? 0)
    let checkpoint = try Checkpoint(readingFrom: timed.path(of: "train/checkpoint.safetensors"))
    #expect(checkpoint.state?.step == steps)
    #expect(checkpoint.state?.totalSteps == steps)
    #expect(checkpoint.state?.planned == planned ?? [])
    #expect((checkpoint.state?.secondsSpent ?? 0) > 0 && checkpoint.state?.minutes == 0.01)
    #expect(checkpoint.definition.recipe.budget == .steps(steps))
    #expect(try timed.files().keys.contains { $0.hasPrefix("train/samples/step-") && $0.contains("\(steps).png") })

    var repeated = overrides + ["stages.train.minutes=null", "stages.train.steps=\(steps)"]
    if let planned { repeated.append(Self.repeating(planned)) }
    try train(counted, set: repeated)
    #expect(try record(counted).steps == steps)
    // The recipe in a sheet names the document, which has minutes in one and steps in the other.
    func compared(_ folder: TemporaryFolder) throws -> [String: Data] {
      try result(folder).filter { !$0.key.hasSuffix(".png") && !$0.key.hasSuffix(".safetensors") }
    }
    #expect(try compared(timed) == compared(counted))
    let names = try result(timed).keys.filter { $0.hasSuffix(".safetensors") }
    #expect(try names.sorted() == result(counted).keys.filter { $0.hasSuffix(".safetensors") }.sorted())
    for name in names {
      let isSame = try Self.timeless(timed.path(of: name)) == Self.timeless(counted.path(of: name))
      #expect(isSame, "\(name)")
    }
    #expect(try timed.data("train/metrics.jsonl") == counted.data("train/metrics.jsonl"))
  }

  /// A checkpoint without the time that it tells.
  private static func timeless(_ path: String) throws -> Checkpoint {
    var checkpoint = try Checkpoint(readingFrom: path)
    checkpoint.state?.minutes = nil
    checkpoint.state?.secondsSpent = nil
    return checkpoint
  }

  private static func repeating(_ planned: [PlannedLength]) -> String {
    let list = planned.map { #"{"steps": \#($0.steps), "until": \#($0.until), "rollBacks": \#($0.rollBacks)}"# }
    return "stages.train.planned=[\(list.joined(separator: ", "))]"
  }

  @Test func stoppedAndGoneOnWithItEndsWhenItsTimeIsOver() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    #expect(throws: PipelineError.self) { try train(folder, set: ["stages.train.minutes=5"], stopAfter: 7) }
    let stopped = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"))
    #expect(stopped.state?.step == 7)
    #expect((stopped.state?.secondsSpent ?? 0) > 0)
    // As if it had taken nearly all its minutes.
    var late = stopped
    late.state?.secondsSpent = 299.9
    try late.write(to: .typed(folder.path(of: "train/checkpoint.safetensors")))
    try train(folder, set: ["stages.train.minutes=5"], log)
    #expect(log.take().contains { $0.hasPrefix("note: resuming from step 7 of about ") })
    let end = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"))
    #expect((end.state?.step ?? 0) > 7)
    #expect((end.state?.secondsSpent ?? 0) > 299.9)
    #expect(try record(folder).seconds > 299.9)

    // More minutes go on from there, fewer are another training.
    let steps = try record(folder).steps
    try train(folder, set: ["stages.train.minutes=5.05"], log)
    #expect(log.take().contains { $0.hasPrefix("note: resuming from step \(steps) of about ") })
    #expect(try record(folder).steps > steps)
    try train(folder, set: ["stages.train.minutes=0.01"], log)
    #expect(!log.take().contains { $0.contains("resuming") })
  }

  @Test func stoppedBeforeItsLengthIsDecidedItIsDecidedLater() throws {
    let (folder, whole, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    let schedule = "model.recipe.schedule=linear"
    #expect(throws: PipelineError.self) {
      try train(folder, set: ["stages.train.minutes=5", schedule], stopAfter: 7)
    }
    var stopped = try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors"))
    #expect(stopped.state?.step == 7)
    #expect(stopped.state?.planned.isEmpty == true)
    stopped.state?.secondsSpent = 299.5
    try stopped.write(to: .typed(folder.path(of: "train/checkpoint.safetensors")))
    try train(folder, set: ["stages.train.minutes=5", schedule], log)
    #expect(log.take().contains { $0.hasPrefix("note: resuming from step 7 of about ") })
    let record = try record(folder)
    let planned = try #require(record.planned?.all)
    let (first, last) = (try #require(planned.first), try #require(planned.last))
    #expect(first.until > 7 && record.steps >= last.until && record.steps < first.steps)

    let again = [
      "stages.train.minutes=null", "stages.train.steps=\(record.steps)", schedule,
      Self.repeating(planned),
    ]
    try train(whole, set: again)
    let name = "train/checkpoint.safetensors"
    let isSame = try Self.timeless(whole.path(of: name)) == Self.timeless(folder.path(of: name))
    #expect(isSame)
    #expect(try whole.data("train/metrics.jsonl") == folder.data("train/metrics.jsonl"))
  }

  @Test(arguments: [
    (#"[{"steps": 10, "until": 11}]"#, "no more than the 10 steps that were planned can be done"),
    (#"[{"steps": 10, "until": 5}]"#, "it goes with 'steps'; a training of minutes plans by itself"),
  ])
  func plansThatCannotBeAreExplained(planned: String, words: String) throws {
    let error = #expect(throws: (any Error).self) {
      try Workbench.plan(Self.document, set: ["stages.train.planned=\(planned)"])
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words))
  }

  @Test func aBudgetOfTheRecipeMayBeMinutes() throws {
    let folder = try TemporaryFolder()
    try train(
      folder, set: ["stages.train.minutes=null", #"model.recipe.budget={"minutes": 0.01}"#, "stages.train.samples=0"])
    #expect(try record(folder).steps >= 1)
  }
}
