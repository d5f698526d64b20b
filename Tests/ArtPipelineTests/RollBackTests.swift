import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtPipeline
import ArtTensor
import Foundation
import Synchronization
import Testing

/// Trainings whose numbers stop being finite.
struct RollBackTests {
  /// Plain gradient descent with a rate that is far too high.
  private let document = """
    {"model": {"plugin": "mlp-gan", "size": 12,
        "recipe": {"batchSize": 8, "optimizer": {"kind": "sgd", "learningRate": 3}}},
      "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 40, "sheetEvery": 7, "checkpoint": {"every": {"steps": 5}}, "samples": 4,
        "rollBack": {"times": 8}}]}
    """

  /// The same with evaluation, and every checkpoint kept.
  private static let evaluated = [
    #"stages.train.evaluate={"every": 2, "samples": 8, "images": 20}"#, "stages.train.checkpoint.keep=all",
  ]

  private func train(
    _ folder: TemporaryFolder, set overrides: [String] = [], threads: Int = 2, _ log: EventLog = EventLog(),
    stop: StopRequest = StopRequest(), observer: @escaping PipelineObserver = { _ in }
  ) throws {
    let tell = log.observer
    _ = try Workbench.run(
      Workbench.plan(document, set: overrides), in: folder, stop: stop, threads: threads
    ) {
      tell($0)
      observer($0)
    }
  }

  private func result(_ folder: TemporaryFolder) throws -> [String: Data] {
    try folder.files().filter { $0.key != "manifest.json" }
  }

  private func state(_ folder: TemporaryFolder) throws -> TrainingState? {
    try Checkpoint.state(inFile: folder.path(of: "train/checkpoint.safetensors"))
  }

  @Test func aTrainingThatComesApartGoesBackAndOn() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try train(folder, log)
    let state = try #require(try state(folder))
    #expect(state.step == 40)
    let rollBacks = try #require(state.rollBacks)
    #expect(rollBacks.count >= 2 && rollBacks.count <= 8)
    for rollBack in rollBacks {
      #expect(rollBack.to < rollBack.step && rollBack.to % 5 == 0 && rollBack.rateFactor == 0.5)
    }
    // A place that was gone back to and led nowhere is not gone back to again at once, but where it is the only one.
    for (before, next) in zip(rollBacks, rollBacks.dropFirst()) {
      #expect(next.to != before.to || next.to == 0)
    }
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(manifest.stage("train")?.training?.rollBacks == rollBacks)

    let lines = try folder.data("train/metrics.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(StepMetrics.self, from: $0) }
    #expect(lines.map(\.step) == Array(1...40))
    #expect(lines.last?.generatorLearningRate == Float(3 * state.rateFactor))
    #expect(lines.last?.discriminatorLearningRate == Float(3 * state.rateFactor))
    #expect(try folder.files().keys.sorted() == Self.usualFiles)

    let told = log.take()
    let first = rollBacks[0]
    #expect(
      told.contains(
        "warning: step \(first.step): \(first.what) is NaN or infinite; returning to the checkpoint of step "
          + "\(first.to), with learning rates × 0.5 (return 1 of at most 8)"))
    #expect(told.count { $0.contains("returning to the checkpoint") } == rollBacks.count)
    #expect(
      told.contains { $0.hasPrefix("note: Diverged and went back to an earlier checkpoint \(rollBacks.count) times, ") }
    )
    try train(folder, log)
    #expect(log.take().contains("unchanged train"))
  }

  private static let usualFiles =
    [".lock", "manifest.json", "train/checkpoint.safetensors", "train/metrics.jsonl"]
    + [0, 7, 14, 21, 28, 35, 40].map { "train/samples/step-00000\($0 < 10 ? "0" : "")\($0).png" }

  @Test(arguments: [[], evaluated])
  func stoppedAndResumedGivesTheSameBytes(overrides: [String]) throws {
    let whole = try TemporaryFolder()
    try train(whole, set: overrides)
    let expected = try result(whole)
    for step in [1, 3, 5, 6, 11, 15, 32] {
      let (parts, stop) = (try TemporaryFolder(), StopRequest())
      let error = #expect(throws: PipelineError.self) {
        try train(parts, set: overrides, stop: stop) {
          if case .progress(let progress) = $0, progress.done == step { stop.make() }
        }
      }
      #expect(error?.code == .interrupted)
      try train(parts, set: overrides, threads: 1)
      let found = try result(parts)
      #expect(found.keys.sorted() == expected.keys.sorted())
      #expect(found == expected, "stopped at step \(step)")
    }
  }

  /// A folder as a process leaves it that is killed: here a copy, made behind a step or a return.
  @Test(arguments: [[], evaluated])
  func killedAndResumedGivesTheSameBytes(overrides: [String]) throws {
    let whole = try TemporaryFolder()
    let copies = (0..<100).map { "\(whole.path)-\($0)" }
    defer { for copy in copies { try? FileManager.default.removeItem(atPath: copy) } }
    let count = Mutex(0)
    try train(whole, set: overrides) {
      let isMoment =
        switch $0 {
        case .warning(let text): text.contains("returning to the checkpoint")
        case .progress(let progress): [2, 5, 6, 18].contains(progress.done)
        default: false
        }
      guard isMoment else { return }
      count.withLock { made in
        #expect(throws: Never.self) { try FileManager.default.copyItem(atPath: whole.path, toPath: copies[made]) }
        made += 1
      }
    }
    let made = count.withLock { $0 }
    #expect(made >= 6)
    let expected = try result(whole)
    for path in copies.prefix(made) {
      let plan = try Workbench.plan(document, set: overrides)
      let log = EventLog()
      _ = try Runner(plan, in: RunFolder(path), device: CPUDevice(threads: 1), observer: log.observer).run()
      #expect(log.take().contains { $0.hasPrefix("note: resuming from step ") })
      for (name, data) in expected {
        #expect(FileManager.default.contents(atPath: "\(path)/\(name)") == data, "\(name) in \(path)")
      }
      #expect(!FileManager.default.fileExists(atPath: "\(path)/train/rollback"))
    }
  }

  @Test func theBestModelIsOfTheTrainingThatWasResumed() throws {
    let folder = try TemporaryFolder()
    try train(folder, set: Self.evaluated)
    struct Record: Decodable {
      let step: Int
      let metrics: [String: Double]
    }
    let records = try folder.data("train/evaluations.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Record.self, from: $0) }
    #expect(records.map(\.step) == Array(stride(from: 2, through: 40, by: 2)))
    let best = try #require(records.min { $0.metrics["slicedWasserstein"] ?? 0 < $1.metrics["slicedWasserstein"] ?? 0 })
    let kept = try #require(try Checkpoint.state(inFile: folder.path(of: "train/best.safetensors")))
    #expect(kept.step == best.step)
    let last = try #require(try state(folder)?.rollBacks?.last)
    if best.step > last.to { #expect(kept.rollBacks == (try state(folder)?.rollBacks)) }
  }

  @Test(arguments: [
    (["stages.train.rollBack.times=1"], true), (["stages.train.rollBack=false"], false),
    (["stages.train.rollBack=null"], false),
  ])
  func endsWithTheErrorWhereNothingIsLeft(overrides: [String], goesBack: Bool) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    let error = #expect(throws: PipelineError.self) { try train(folder, set: overrides, log) }
    let words = error?.description ?? ""
    #expect(words.hasPrefix("train: training diverged at step "))
    #expect(words.hasSuffix(" is good. A lower learning rate or gradient clipping often helps") || !goesBack)
    #expect(log.take().contains { $0.contains("returning to the checkpoint") } == goesBack)
  }

  /// Looks, sheets and checkpoints may meet the number first: the error is the same, and names the checkpoint that is
  /// there, not a best model of a later step.
  @Test(arguments: [
    ["stages.train.evaluate={\"every\": 2, \"samples\": 8, \"images\": 20}"], ["stages.train.sheetEvery=1"],
    ["stages.train.samples=0"],
  ])
  func whoeverMeetsTheNumberTheErrorIsTheSame(overrides: [String]) throws {
    let folder = try TemporaryFolder()
    let rate = "model.recipe.optimizer.learningRate=0.3"
    let error = #expect(throws: PipelineError.self) {
      try train(folder, set: overrides + [rate, "stages.train.rollBack=null"])
    }
    let step = try #require(try state(folder)?.step)
    let words = try #require(error?.description)
    #expect(words.hasPrefix("train: training diverged at step "))
    #expect(words.contains(" is NaN or infinite; the checkpoint of step \(step) is good. "))
  }

  @Test func rollBackCanBeAddedAfterAFailure() throws {
    let (whole, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    // Comes apart behind the first checkpoints.
    let rate = "model.recipe.optimizer.learningRate=0.3"
    try train(whole, set: [rate])
    #expect(throws: PipelineError.self) { try train(folder, set: [rate, "stages.train.rollBack=null"]) }
    let failed = try #require(try state(folder)?.step)
    #expect(failed > 0)
    try train(folder, set: [rate], log)
    #expect(log.take().contains("note: resuming from step \(failed) of 40"))
    #expect(try state(folder)?.step == 40)
    #expect(try state(folder)?.rollBacks?.first == state(whole)?.rollBacks?.first)
  }

  @Test func otherFactorsAreAnotherTraining() throws {
    let (folder, fresh, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
    let stop = StopRequest()
    #expect(throws: PipelineError.self) {
      try train(folder, stop: stop) {
        if case .warning(let text) = $0, text.contains("returning to the checkpoint") { stop.make() }
      }
    }
    #expect(try state(folder)?.rollBacks?.count == 1)
    let change = ["stages.train.rollBack.rateFactor=0.1"]
    try train(folder, set: change, log)
    #expect(!log.take().contains { $0.contains("resuming from") })
    try train(fresh, set: change)
    #expect(try result(folder).filter { !$0.key.hasPrefix("train.1/") } == result(fresh))
    #expect(try folder.files().keys.contains("train.1/checkpoint.safetensors"))
  }

  @Test func aTrainingThatStaysSoundIsTheSameWithAndWithout() throws {
    let (with, without) = (try TemporaryFolder(), try TemporaryFolder())
    let rate = "model.recipe.optimizer.learningRate=0.001"
    try train(with, set: [rate])
    try train(without, set: [rate, "stages.train.rollBack=null"])
    for name in ["train/checkpoint.safetensors", "train/metrics.jsonl"] {
      let isSame = try with.data(name) == without.data(name)
      #expect(isSame, "\(name)")
    }
    #expect(try state(with)?.rollBacks == nil)
  }

  @Test(arguments: ["constant", "linear"])
  func aTrainingOfMinutesIsToldInSteps(schedule: String) throws {
    let (timed, counted) = (try TemporaryFolder(), try TemporaryFolder())
    // One return makes it sound, however many steps there is time for.
    let common = [
      "stages.train.sheetEvery=4000", "stages.train.rollBack.rateFactor=0.01", "model.recipe.schedule=\(schedule)",
    ]
    try train(timed, set: common + ["stages.train.steps=null", "stages.train.minutes=0.01"])
    let record = try #require(Manifest.read(in: RunFolder(timed.path))?.stage("train")?.training)
    #expect((record.rollBacks?.count ?? 0) >= 1)
    var again = common + ["stages.train.steps=\(record.steps)"]
    if let planned = record.planned {
      let list = planned.all.map {
        "{\"steps\": \($0.steps), \"until\": \($0.until), \"rollBacks\": \($0.rollBacks)}"
      }
      again.append("stages.train.planned=[\(list.joined(separator: ", "))]")
    }
    try train(counted, set: again)
    #expect(try timed.data("train/metrics.jsonl") == counted.data("train/metrics.jsonl"))
    func tensors(_ folder: TemporaryFolder) throws -> [String: Tensor] {
      try Checkpoint(readingFrom: folder.path(of: "train/checkpoint.safetensors")).tensors
    }
    #expect(try tensors(timed) == tensors(counted))
  }

  @Test(arguments: [
    ("stages.train.rollBack.times=0", "expected a whole number from 1 to 100"),
    ("stages.train.rollBack.rateFactor=1", "expected a number from 0.001 to below 1"),
    ("stages.train.rollBack.often=2", "unknown key 'often'; known here: rateFactor, times"),
  ])
  func mistakesAreTold(change: String, words: String) throws {
    let error = #expect(throws: (any Error).self) { try Workbench.plan(document, set: [change]) }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words))
  }
}
