import ArtFiles
import ArtGAN
import ArtPipeline
import Foundation
import Testing

/// Logs of trainings with damaged lines: those are named, the file is kept as it was, and all other lines stay in use.
struct DamagedLogTests {
  private let (whole, folder, log): (TemporaryFolder, TemporaryFolder, EventLog)

  init() throws {
    (whole, folder, log) = (try TemporaryFolder(), try TemporaryFolder(), EventLog())
  }

  private static let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8, "schedule": "constant"}},
      "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": 20, "samples": 0, "checkpoint": {"every": {"steps": 5}},
        "evaluate": {"every": 2, "samples": 16, "images": 30}}, {"kind": "sample", "count": 4}, "sheet"]}
    """
  private static let (metrics, evaluations, best) = (
    "train/metrics.jsonl", "train/evaluations.jsonl", "train/best.safetensors"
  )

  private func train(
    _ folder: TemporaryFolder, _ overrides: String..., stopAfter: Int? = nil, log: EventLog = EventLog()
  ) throws {
    let (stop, observer) = (StopRequest(), log.observer)
    _ = try Workbench.run(Workbench.plan(Self.document, set: overrides), in: folder, stop: stop) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  private func prospects(_ overrides: String...) throws -> [String] {
    let before = try folder.files()
    let found = try Workbench.runner(Workbench.plan(Self.document, set: overrides), in: folder).prospects()
    #expect(try folder.files() == before)
    return found.map { "\($0)" }
  }

  private func change(_ file: String, _ body: (inout Data) throws -> Void) throws {
    var data = try folder.data(file)
    try body(&data)
    try data.write(to: URL(fileURLWithPath: folder.path(of: file)))
  }

  private func lines(_ file: String, in folder: TemporaryFolder) throws -> [Data] {
    try folder.data(file).split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  /// Changes a digit in a line; the line is JSON as before.
  private func changeDigit(ofLine number: Int, in file: String) throws {
    try change(file) { data in
      let start = data.split(separator: UInt8(ascii: "\n"))[number - 1].startIndex
      let place = try #require(data[start...].firstIndex { (48...57).contains($0) })
      data[place] ^= 1
    }
  }

  private func bestStep(in folder: TemporaryFolder) throws -> Int {
    try #require(Checkpoint.state(inFile: folder.path(of: Self.best))?.step)
  }

  private func warning(_ file: String, _ reason: String) -> String {
    "warning: \(folder.path(of: file)) is kept as \(file).1, because \(reason); "
      + "to delete it: artpipe runs clean \(folder.path)"
  }

  @Test(arguments: [metrics, evaluations])
  func aFinishedRunStaysFinished(file: String) throws {
    // Ended early: one that went on would end at another step.
    let early = #"stages.train.evaluate.patience=2"#
    try train(folder, early)
    let before = try folder.files()
    try changeDigit(ofLine: 2, in: file)
    let changed = try folder.data(file)
    #expect(
      try prospects(early) == [
        "unchanged, but for what was changed or damaged in \(file)", "runs", "unchanged",
      ])
    try train(folder, early, log: log)
    #expect(
      log.take() == [
        warning(file, "line 2 of it is damaged"), "unchanged train", "began sample", "ended sample",
        "unchanged sheet",
      ])
    var after = try folder.files()
    #expect(after.removeValue(forKey: "\(file).1") == changed)
    let rest = try lines(file, in: folder)
    var old = before[file]?.split(separator: UInt8(ascii: "\n")).map { Data($0) } ?? []
    old.remove(at: 1)
    #expect(rest == old)
    for (name, data) in before where name != file && name != "manifest.json" { #expect(after[name] == data, "\(name)") }
    #expect(Set(after.keys) == Set(before.keys))
    #expect(try prospects(early) == ["unchanged", "runs", "unchanged"])
    // A longer training goes on with the same best model.
    try train(folder, "stages.train.steps=26", log: log)
    let told = log.take().filter { $0.hasPrefix("warning: \(folder.path)") }
    #expect(told.allSatisfy { $0.contains("the lines of 1 of ") }, "\(told)")
  }

  /// The line of the best model among them: its evaluation is made again.
  @Test func aDamagedEvaluationCostsNoModel() throws {
    try train(whole)
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 13) }
    let step = try bestStep(in: folder)
    for _ in 0..<2 {
      let steps = try lines(Self.evaluations, in: folder).map {
        try #require(JSONSerialization.jsonObject(with: $0) as? [String: Any])["step"] as? Int
      }
      let number = try #require(steps.firstIndex(of: step)) + 1
      try changeDigit(ofLine: number, in: Self.evaluations)
      let changed = try folder.data(Self.evaluations)
      #expect(throws: PipelineError.self) { try train(folder, stopAfter: 14, log: log) }
      let told = log.take()
      #expect(told.contains(warning(Self.evaluations, "line \(number) of it is damaged")), "\(told)")
      #expect(
        told.contains(
          "note: \(folder.path(of: Self.best)), of step \(step), is evaluated again: its line is lost"))
      #expect(try folder.data("\(Self.evaluations).1") == changed)
      for file in ["\(Self.evaluations).1"] { try FileManager.default.removeItem(atPath: folder.path(of: file)) }
    }
    // And all of them.
    try FileManager.default.removeItem(atPath: folder.path(of: Self.evaluations))
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 15, log: log) }
    #expect(log.take().contains("warning: \(folder.path(of: Self.evaluations)): it is missing"))
    #expect(try lines(Self.evaluations, in: folder).count == (step == 14 ? 1 : 2))
    try train(folder)
    let (found, expected) = (try folder.files(), try whole.files())
    for (name, data) in expected where name != Self.evaluations && name != "manifest.json" {
      #expect(found[name] == data, "\(name)")
    }
    #expect(try Set(lines(Self.evaluations, in: folder)).isSubset(of: Set(lines(Self.evaluations, in: whole))))
  }

  @Test(arguments: [
    ("first", ["lines 1 and 2 of it are damaged"], 1), ("middle", ["line 6 of it is damaged"], 1),
    ("last", ["line 11 of it is damaged"], 1),
    ("all", ["line 1 of it is damaged", "the lines of 11 of 11 steps in it are missing"], 11),
    ("gone", ["the lines of 11 of 11 steps in it are missing"], 11), ("behind", [], 0),
  ])
  func damagedMetricsAreTold(damage: String, words: [String], lost: Int) throws {
    try train(whole)
    #expect(throws: PipelineError.self) { try train(folder, stopAfter: 11) }
    switch damage {
    case "first": try change(Self.metrics) { $0[2] = UInt8(ascii: "\n") }
    case "middle": try changeDigit(ofLine: 6, in: Self.metrics)
    case "last": try change(Self.metrics) { $0.removeLast(4) }
    case "all": try change(Self.metrics) { $0 = Data(repeating: 65, count: 1 << 20) }
    case "behind": try change(Self.metrics) { $0 += Data("{\"step\": 12, \"gen".utf8) }
    default: try FileManager.default.removeItem(atPath: folder.path(of: Self.metrics))
    }
    try train(folder, log: log)
    let told = log.take().filter { $0.contains(Self.metrics) }
    #expect(told.count == words.count && zip(told, words).allSatisfy { $0.contains($1) }, "\(told)")
    #expect(try (folder.files()["\(Self.metrics).1"] != nil) == !["gone", "behind"].contains(damage))
    let (found, expected) = (try lines(Self.metrics, in: folder), try lines(Self.metrics, in: whole))
    #expect(found.count == 20 - lost && Set(found).isSubset(of: Set(expected)))
  }
}
