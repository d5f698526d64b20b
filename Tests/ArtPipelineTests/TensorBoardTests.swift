import ArtFiles
import ArtGAN
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtPipeline

/// Events for TensorBoard beside a training.
struct TensorBoardTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8, "schedule": "constant"}},
      "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 20, "samples": 4, "sheetEvery": 1, "checkpoint": {"every": {"steps": 5}},
        "evaluate": {"every": 10, "samples": 16, "images": 30}}]}
    """
  private static let on = "stages.train.tensorboard=true"

  private func train(
    _ folder: TemporaryFolder, _ overrides: String..., document: String = Self.document, stopAfter: Int? = nil,
    log: EventLog = EventLog()
  ) throws {
    let (stop, tell) = (StopRequest(), log.observer)
    _ = try Workbench.run(Workbench.plan(document, set: overrides), in: folder, stop: stop) {
      tell($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  /// The events of all files, in the order in which TensorBoard reads them.
  private func events(_ folder: TemporaryFolder) throws -> [ReadEvent] {
    try folder.files().filter { $0.key.hasPrefix("train/tensorboard/") }.sorted { $0.key < $1.key }
      .flatMap { try ReadEvent.records($0.value).map { try ReadEvent($0) } }
  }

  /// The values of a tag by their steps, as TensorBoard takes them: a start makes later ones void.
  private func values(_ tag: String, _ events: [ReadEvent]) -> [(step: Int, value: ReadEvent.Value)] {
    var found: [(step: Int, value: ReadEvent.Value)] = []
    for event in events {
      if event.isStart { found.removeAll { $0.step >= event.step } }
      found += event.values.filter { $0.tag == tag }.map { (event.step, $0) }
    }
    return found
  }

  private func results(_ folder: TemporaryFolder) throws -> [String: Data] {
    try folder.files().filter { $0.key != "manifest.json" && !$0.key.hasPrefix("train/tensorboard/") }
  }

  private func metrics(_ folder: TemporaryFolder) throws -> [StepMetrics] {
    try folder.data("train/metrics.jsonl").split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(StepMetrics.self, from: Data($0))
    }
  }

  @Test func eventsTellTheTrainingAndChangeNothing() throws {
    let plain = try TemporaryFolder()
    try train(plain)
    try train(folder, Self.on)
    // Sheets carry the document, which asks for events in one of them.
    let (ours, others) = (try results(folder), try results(plain))
    #expect(ours.keys.sorted() == others.keys.sorted())
    for (file, data) in ours where !file.hasSuffix(".png") { #expect(data == others[file], "\(file)") }
    let events = try events(folder)
    #expect(events[0].fileVersion == "brain.Event:2" && !events.contains { $0.isStart })
    let lines = try metrics(folder)
    let expected: [(tag: String, values: [Float])] = [
      ("loss/generator", lines.map(\.generatorLoss)), ("logit/generated", lines.map(\.fakeLogit)),
    ]
    for (tag, wanted) in expected {
      let found = values(tag, events)
      #expect(found.map(\.step) == Array(1...20))
      #expect(found.compactMap(\.value.scalar) == wanted)
    }
    #expect(values("evaluation/slicedWasserstein", events).map(\.step) == [10, 20])
    #expect(values("evaluation/slicedWasserstein/real_images", events).map(\.step) == [10, 20])
    // Ten sheets have a tag, with the bytes of their files.
    for (tag, steps) in [
      ("samples/0001-0010", Array(0...9)), ("samples/0011-0020", Array(10...19)), ("samples/0021-0030", [20]),
    ] {
      let found = values(tag, events)
      #expect(found.map(\.step) == steps)
      for (step, value) in found {
        let digits = String(repeating: "0", count: step < 10 ? 6 : 5) + "\(step)"
        #expect(try value.image == folder.data("train/samples/step-\(digits).png"))
      }
    }
    let weights = Set(events.flatMap { $0.values.map(\.tag) }.filter { $0.hasPrefix("weights/") })
    let model = try Checkpoint.definition(inFile: .typed(folder.path(of: "train/checkpoint.safetensors")))
    #expect(weights == Set(try model.weightShapes().keys.map { "weights/\($0)" }))
    for (name, shape) in try model.weightShapes() {
      let found = values("weights/\(name)", events)
      #expect(found.map(\.step) == [0, 5, 10, 15, 20])
      #expect(found.allSatisfy { $0.value.histogram[2] == Double(shape.count) })
    }
    // Nothing depends on events.
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(!manifest.stages.flatMap(\.outputs).contains { $0.file.contains("tensorboard") })
    let log = EventLog()
    try train(folder, log: log)
    try train(plain, Self.on, log: log)
    #expect(log.take() == ["unchanged train", "unchanged train"])
  }

  /// A training that was stopped, and one that was killed behind its checkpoint, tell each step once.
  @Test(arguments: [false, true])
  func aResumedTrainingTellsEachStepOnce(isKilled: Bool) throws {
    #expect(throws: PipelineError.self) { try train(folder, Self.on, stopAfter: 13) }
    if isKilled {
      // The checkpoint of step 8 takes the place of the one that stopping wrote.
      let other = try TemporaryFolder()
      #expect(throws: PipelineError.self) { try train(other, Self.on, stopAfter: 8) }
      try other.data("train/checkpoint.safetensors").write(
        to: URL(fileURLWithPath: folder.path(of: "train/checkpoint.safetensors")))
    }
    try train(folder, Self.on)
    let events = try events(folder)
    #expect(events.filter { !$0.fileVersion.isEmpty }.count == 2)
    #expect(events.filter { $0.isStart }.map(\.step) == [isKilled ? 9 : 14])
    #expect(
      events.filter { $0.step == 12 && $0.values.first?.tag == "loss/generator" }.count == (isKilled ? 2 : 1))
    #expect(values("loss/generator", events).map(\.step) == Array(1...20))
    #expect(values("samples/0011-0020", events).map(\.step) == Array(10...19))
    let whole = try TemporaryFolder()
    try train(whole, Self.on)
    // The best model of a step behind the checkpoint is found again, and the one that was there is kept.
    let found = try results(folder).filter { $0.key != "train/best.safetensors.1" }
    #expect(try found == results(whole))
  }

  /// A training that goes back tells it in the same file.
  @Test func aTrainingThatGoesBackTellsEachStepOnce() throws {
    let document = """
      {"model": {"plugin": "mlp-gan", "size": 12,
          "recipe": {"batchSize": 8, "optimizer": {"kind": "sgd", "learningRate": 3}}},
        "dataset": {"kind": "strokes", "count": 40},
        "stages": [{"kind": "train", "steps": 40, "checkpoint": {"every": {"steps": 5}}, "samples": 0,
          "rollBack": {"times": 8}}]}
      """
    try train(folder, Self.on, document: document)
    let rollBacks = try #require(
      try Checkpoint.state(inFile: folder.path(of: "train/checkpoint.safetensors"))?.rollBacks)
    let events = try events(folder)
    #expect(rollBacks.count >= 2)
    #expect(
      events.filter { $0.isStart }.map(\.step)
        == rollBacks.map { $0.to == 0 ? 0 : $0.to + 1 })
    let found = values("loss/generator", events)
    #expect(found.map(\.step) == Array(1...40))
    let wanted = try metrics(folder).map(\.generatorLoss)
    #expect(found.compactMap(\.value.scalar) == wanted)
  }

  /// What a training that was moved aside told goes with it, and is freed with it.
  @Test func eventsAreMovedAsideAndFreed() throws {
    try train(folder, Self.on)
    try train(folder, Self.on, "seed=2")
    #expect(try folder.files().keys.contains { $0.hasPrefix("train.1/tensorboard/events.out.tfevents.") })
    #expect(values("loss/generator", try events(folder)).map(\.step) == Array(1...20))
    #expect(try RunCleaning(RunFolder(folder.path)).clean() == [])
    #expect(try !folder.files().keys.contains { $0.hasPrefix("train.1") })
  }

  @Test func longTrainingsTellFewerSteps() {
    let told = (1...20_000).filter(TensorBoardLog.isTold)
    #expect(Array(told.prefix(2000)) == Array(1...2000))
    #expect(Array(told[2000..<2003]) == [2002, 2004, 2006] && told.last == 20_000)
    for steps in [1, 1999, 2000, 2001, 4000, 10_000, 20_000] {
      #expect(TensorBoardLog.stepsTold(of: steps) == told.filter { $0 <= steps }.count, "\(steps)")
    }
    #expect(TensorBoardLog.stepsTold(of: .max) > 40_000)
  }

  @Test(arguments: [
    (0, 50, "samples/0001-0010"), (50, 50, "samples/0001-0010"), (450, 50, "samples/0001-0010"),
    (500, 50, "samples/0011-0020"), (501, 50, "samples/0011-0020"), (123_456, 1, "samples/123451-123460"),
  ])
  func tenSheetsHaveATag(step: Int, every: Int, tag: String) {
    #expect(TensorBoardLog.tag(ofSheet: step, every: every) == tag)
  }
}
