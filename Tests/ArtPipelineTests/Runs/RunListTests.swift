import ArtCPU
import ArtEvaluation
import ArtFiles
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// Folders of runs, whole and not.
struct RunListTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static func training(_ settings: String, steps: Int = 6, more: String = "") -> String {
    """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8, "schedule": "constant"}},
      "dataset": {"kind": "strokes", "count": 40},
      "stages": [{"kind": "train", "steps": \(steps), "samples": 0\(settings)}\(more)]}
    """
  }

  private static let evaluate = #", "evaluate": {"every": 3, "samples": 16, "images": 30}"#

  private func run(_ name: String, _ document: String, stopAfter: Int? = nil) throws {
    let stop = StopRequest()
    let runner = Runner(
      try Workbench.plan(document), in: RunFolder(folder.path(of: name)), device: CPUDevice(threads: 2), stop: stop
    ) { if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() } }
    _ = try runner.run()
  }

  private func list() throws -> RunList { try RunList(in: folder.path, tools: Workbench.tools()) }

  private func kept(_ name: String) throws -> KeptRun {
    try KeptRun(RunFolder(folder.path(of: name)), tools: Workbench.tools())
  }

  private func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: folder.path(of: name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test func aRunIsShownWithItsBestModel() throws {
    try run("one", Self.training(Self.evaluate))
    let run = try kept("one")
    #expect(run.state == .done && run.problems == [])
    #expect(run.name == "one" && run.model == "mlp-gan")
    #expect(run.training?.steps == 6 && run.training?.id == "train")
    let lines = try folder.data("one/train/evaluations.jsonl").split(separator: UInt8(ascii: "\n")).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    let values = lines.compactMap { ($0["metrics"] as? [String: Double])?["slicedWasserstein"] }
    #expect(values.count == 2)
    let metric = try #require(run.metrics?.chosen)
    #expect(metric.id == "slicedWasserstein" && metric.model.value == values.min())
    #expect(metric.baseline?.value == (lines[0]["baseline"] as? [String: Double])?["slicedWasserstein"])
    #expect(run.metrics?.samples == 16)
    // best.safetensors may be a second name of a checkpoint: its room is counted once.
    let all = try folder.files().filter { !$0.key.contains("/.") }
    let times = try folder.data("one/train/times.jsonl").count
    #expect(run.bytes <= all.values.reduce(times) { $0 + $1.count } && run.bytes > 100_000)
    #expect(abs(Double(run.changed) / 1e9 - Date().timeIntervalSince1970) < 120)
  }

  @Test func anEvaluationOfItsOwnComesFirst() throws {
    try run("one", Self.training(Self.evaluate, more: #", {"kind": "evaluate", "nearest": 0}"#))
    let metrics = try #require(try kept("one").metrics)
    #expect(metrics.samples == 20 && metrics.way.hasPrefix("evaluate thumbnails"))
    #expect(metrics.entries.map(\.id).contains("memorization") && metrics.chosen?.id == "slicedWasserstein")
  }

  @Test func stoppedFailedAndRunning() throws {
    #expect(throws: PipelineError.self) { try run("stopped", Self.training(""), stopAfter: 4) }
    #expect(throws: PipelineError.self) {
      try run("failed", #"{"stages": [{"kind": "several"}, {"kind": "note", "fails": true}]}"#)
    }
    try run("more", Self.training(""))
    #expect(try kept("stopped").state == .stopped(.init(stage: "train", step: 4, total: 6)))
    #expect(try kept("stopped").state.words == "stopped in train, step 4 of 6")
    #expect(try kept("stopped").manifest?.dataset?.count == 40 && kept("stopped").dataset == "strokes")
    #expect(try kept("failed").state == .failed(.init(stage: "note")))
    #expect(try #require(Manifest.read(in: RunFolder(folder.path(of: "failed")))).failure?.code == "data")
    let lock = try RunLock(RunFolder(folder.path(of: "more")))
    #expect(try kept("more").state == .running(nil))
    withExtendedLifetime(lock) {}
    // Another run in the same folder takes the failure back.
    try run("failed", #"{"stages": [{"kind": "several"}, {"kind": "note"}]}"#)
    #expect(try kept("failed").state == .done)
  }

  @Test func theRestIsListedAndTold() throws {
    try run("good", Self.training(""))
    for name in ["cut", "lost", "missing", "newer", "spoilt"] {
      try FileManager.default.copyItem(atPath: folder.path(of: "good"), toPath: folder.path(of: name))
    }
    try write("{\"artpipe\": \"0.", to: "cut/manifest.json")
    try FileManager.default.removeItem(atPath: folder.path(of: "lost/manifest.json"))
    try FileManager.default.removeItem(atPath: folder.path(of: "missing/train/metrics.jsonl"))
    try write(#"{"format": 99, "artpipe": "9.0"}"#, to: "newer/manifest.json")
    try write("x", to: "spoilt/train/checkpoint.safetensors")
    try write("mine", to: "photos/1.txt")
    try write("mine", to: "a file")
    try FileManager.default.createDirectory(atPath: folder.path(of: ".hidden"), withIntermediateDirectories: false)
    let list = try list()
    let root = folder.path
    #expect(list.runs.map(\.name) == ["cut", "good", "lost", "missing", "spoilt"])
    #expect(list.runs.map(\.state.name) == ["damaged", "done", "damaged", "damaged", "damaged"])
    #expect(
      list.runs.map(\.problems) == [
        ["\(root)/cut/manifest.json: it is cut short, or no manifest"], [],
        ["\(root)/lost/manifest.json: it is missing"],
        ["\(root)/missing/train/metrics.jsonl: it is missing"],
        ["\(root)/spoilt/train/checkpoint.safetensors: it was changed or damaged"],
      ])
    let metrics = folder.path(of: "missing/train/metrics.jsonl")
    try FileManager.default.createSymbolicLink(atPath: metrics, withDestinationPath: "checkpoint.safetensors")
    #expect(try kept("missing").problems == ["\(metrics): it is a link, which is not followed"])
    // What the manifest told is read from the checkpoint.
    #expect(list.runs[2].model == "mlp-gan" && list.runs[2].training?.steps == 6)
    #expect(list.others.count == 2)
    #expect(list.others[0].hasPrefix("\(root)/newer/manifest.json: artpipe 9.0 wrote this run folder, in a form (99) "))
    #expect(
      list.others[1]
        == "\(root)/photos is no run folder: it has neither manifest.json nor a folder 'train'; give the folder that 'artpipe run' named, such as runs/NAME"
    )
  }

  @Test func brokenLinesOfEvaluationsAreTold() throws {
    try run("one", Self.training(Self.evaluate))
    var lines = String(decoding: try folder.data("one/train/evaluations.jsonl"), as: UTF8.self)
    lines.replace("\"step\":3", with: "\"step\":4")
    try write(lines, to: "one/train/evaluations.jsonl")
    let run = try kept("one")
    #expect(run.problems == ["\(folder.path)/one/train/evaluations.jsonl: line 1 of it is damaged"])
    #expect(run.metrics?.step == 6)
  }

  @Test(arguments: [("nowhere", "there is no folder "), ("a file", " is a file: give a folder of runs")])
  func otherPathsAreRefused(name: String, words: String) throws {
    try write("", to: "a file")
    let error = #expect(throws: PipelineError.self) {
      try RunList(in: folder.path(of: name), tools: Workbench.tools())
    }
    #expect(error?.message.contains(words) == true && error?.code == .missingInput)
  }
}
