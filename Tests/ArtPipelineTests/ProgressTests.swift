import ArtData
import ArtFiles
import ArtMedia
import ArtSettings
import ArtTensor
import Foundation
import Synchronization
import Testing

@testable import ArtPipeline

/// What long work tells of itself.
struct ProgressTests {
  /// All progress that a pipeline tells.
  private final class Seen: Sendable {
    private let all = Mutex<[StageProgress]>([])

    var observer: PipelineObserver {
      { event in if case .progress(let progress) = event { self.all.withLock { $0.append(progress) } } }
    }

    var progress: [StageProgress] { all.withLock(\.self) }
  }

  @Test func anEvaluationWithinATrainingTellsItsShare() throws {
    let (folder, seen) = (try TemporaryFolder(), Seen())
    _ = try Workbench.run(
      Workbench.plan(
        """
        {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
          "dataset": {"kind": "strokes", "count": 40},
          "stages": [{"kind": "train", "steps": 4, "samples": 0, "evaluate": {"every": 2, "samples": 16, "images": 30}}]}
        """), in: folder, observer: seen.observer)
    let within = seen.progress.filter { $0.doing != nil }
    let baseline = within.prefix { $0.doing?.hasPrefix("baseline of the evaluation: ") == true }
    #expect(baseline.allSatisfy { $0.done == 0 && $0.total == 4 && $0.unit == "step" })
    #expect(baseline.map { $0.part?.done } == Array(1...baseline.count))
    #expect(baseline.last?.part == .init(done: baseline.count, total: baseline.count))
    for step in [2, 4] {
      let parts = within.filter { $0.done == step }
      let samples = parts.prefix(16)
      #expect(samples.map(\.part) == (1...16).map { .init(done: $0, total: 16) })
      #expect(samples.allSatisfy { $0.doing == "evaluation: samples" })
      #expect(parts.dropFirst(16).first?.doing == "evaluation: features")
      #expect(parts.last?.doing?.hasPrefix("evaluation: ") == true && parts.last?.part == baseline.last?.part)
      // What is known of the training stands there too.
      #expect(parts.allSatisfy { $0.readings.count >= 2 })
    }
  }

  @Test func encodingIsTold() throws {
    let (folder, seen) = (try TemporaryFolder(), Seen())
    _ = try Workbench.run(
      Workbench.plan(
        """
        {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
          "dataset": {"kind": "strokes", "count": 40},
          "stages": [{"kind": "train", "steps": 1, "samples": 0}, {"kind": "sample", "count": 4}, "sheet",
            {"kind": "interpolate", "keyframes": 3, "frames": 5}, {"kind": "video", "format": "gif"}]}
        """), in: folder, observer: seen.observer)
    for (stage, doing, count) in [("sheet", "encoding the sheet", 4), ("video", "completing the video", 5)] {
      let last = try #require(seen.progress.last { $0.stage == stage })
      #expect(last.doing == doing && last.done == count && last.total == count)
    }
  }

  /// Reading and drawing count each image once.
  @Test func readingIsCounted() throws {
    let folder = try TemporaryFolder()
    for number in 0..<7 {
      let image = try PixelImage(width: 4, height: 4, channels: 3, fill: UInt8(number))
      try Data(try PNGFormat().encode(image)).write(to: URL(fileURLWithPath: folder.path(of: "\(number).png")))
    }
    try Data("no image".utf8).write(to: URL(fileURLWithPath: folder.path(of: "7.png")))
    func count(_ source: some DatasetSource, _ work: (DatasetRequest) throws -> Void) throws -> [Int] {
      let progress = ReadingProgress()
      #expect(progress.now == nil)
      try work(DatasetRequest(height: 8, width: 8, pool: ThreadPool(threads: 3), progress: progress))
      let now = try #require(progress.now)
      return [now.done, now.total]
    }
    let images = FolderSource(path: folder.path)
    #expect(try count(images) { _ = try images.load($0) } == [8, 8])
    #expect(try count(images) { _ = try images.fingerprint($0) } == [8, 8])
    let drawn = StrokesSource(count: 75)
    #expect(try count(drawn) { _ = try drawn.load($0) } == [75, 75])
  }

  // MARK: The whole run

  private static let stages = """
    {"kind": "train", "id": "t", "steps": 2, "samples": 0}, {"kind": "sample", "count": 2}, "sheet",
    {"kind": "several", "id": "a"}, {"kind": "several", "id": "b"}
    """

  private func plan(_ stages: String = Self.stages) throws -> Plan {
    try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 40},
        "stages": [\(stages)]}
      """)
  }

  /// What a forecast adds to the progress of a stage, with `left` seconds left of it.
  private func told(_ forecast: PipelineObserver, _ seen: Seen, of stage: String, left: Double?) -> Double? {
    forecast(.began(stage: stage, summary: "", number: 0, count: 0))
    forecast(.progress(StageProgress(stage: stage, done: 1, total: 2, unit: "x", secondsLeft: left)))
    return seen.progress.last?.runSecondsLeft
  }

  @Test func theWholeRunIsToldOnlyWhereThereIsABasis() throws {
    let folder = RunFolder("/nowhere")
    func earlier(_ seconds: [String: Double]) throws -> EarlierRun {
      let plan = try plan()
      let records = plan.stages.compactMap { stage in
        seconds[stage.id].map {
          Manifest.StageRecord(
            id: stage.id, kind: stage.kind, status: .done, key: SHA256.hash(""), inputs: [:], outputs: [], seconds: $0)
        }
      }
      let manifest = Manifest(
        artpipe: "0", name: "n", seed: 1, document: [:], stages: records, began: Date(timeIntervalSince1970: 0))
      return EarlierRun(folder: folder, manifest: manifest, isForced: false)
    }
    let all = Seen()
    let known = RunForecast(try plan(), try earlier(["sheet": 10, "a": 20, "b": 30])).adding(to: all.observer)
    #expect(told(known, all, of: "t", left: 5) == 65)
    #expect(told(known, all, of: "t", left: nil) == nil)
    #expect(told(known, all, of: "sheet", left: 1) == 51)
    #expect(told(known, all, of: "b", left: 2) == 2)
    // The first run knows nothing of later stages, but what others of their kind took.
    let first = Seen()
    let unknown = RunForecast(try plan(), EarlierRun(folder: folder, manifest: nil, isForced: false)).adding(
      to: first.observer)
    #expect(told(unknown, first, of: "t", left: 5) == nil)
    #expect(told(unknown, first, of: "a", left: 5) == nil)
    unknown(.ended(stage: "a", seconds: 7, files: []))
    #expect(told(unknown, first, of: "b", left: 3) == 3)
    let two = Seen()
    let third = RunForecast(
      try plan(#"{"kind": "several", "id": "a"}, {"kind": "several", "id": "b"}, {"kind": "several", "id": "c"}"#),
      EarlierRun(folder: folder, manifest: nil, isForced: false)
    ).adding(to: two.observer)
    third(.ended(stage: "a", seconds: 7, files: []))
    #expect(told(third, two, of: "b", left: 3) == 10)
    // A training of minutes says what it takes.
    let minutes = Seen()
    let timed = RunForecast(
      try plan(#"{"kind": "several", "id": "a"}, {"kind": "train", "minutes": 2, "samples": 0}"#),
      EarlierRun(folder: folder, manifest: nil, isForced: false)
    ).adding(to: minutes.observer)
    #expect(told(timed, minutes, of: "a", left: 1) == 121)
  }
}
