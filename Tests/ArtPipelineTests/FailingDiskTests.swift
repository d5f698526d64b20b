import ArtCPU
import ArtFiles
import ArtGAN
import ArtTestSupport
import Foundation
import Testing

@testable import ArtPipeline

/// A system that fails to give a file is no damage, and makes no file look as if it were missing: the work ends with an error,
/// nothing is lost, and the next run goes on.
struct FailingDiskTests {
  private let folder: TemporaryFolder
  private var run: RunFolder { RunFolder(folder.path) }

  init() throws { folder = try TemporaryFolder() }

  /// What could not be written of a stage's end is not told of it later: its files would pass for those of an earlier run.
  @Test func whatWasNotWrittenIsNotNoted() throws {
    let plan = try Workbench.plan(#"{"stages": ["note"]}"#)
    let stage = plan.stages[0]
    let store = try ManifestStore(plan, folder: run, isForced: false, stop: StopRequest()) { _ in }
    try store.begin(stage, key: SHA256.hash("key"), inputs: [:])
    try run.file("note.txt").write([1])
    let result = StageResult(.files(["note.txt"]), files: ["note.txt"])
    #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.failing(.write)) {
        try store.end(stage, result, dataset: nil, programs: [], seconds: 1)
      }
    }
    try store.interrupt(stage.id, dataset: nil, programs: [])
    let record = try #require(Manifest.read(in: run)?.stage(stage.id))
    #expect(record.status == .stopped && record.outputs.isEmpty)
    try store.end(stage, result, dataset: nil, programs: [], seconds: 1)
    #expect(Manifest.read(in: run)?.stage(stage.id)?.outputs.map(\.file) == ["note.txt"])
  }

  /// As a run leaves it that is killed when a stage has ended, and before what it wrote earlier is taken away.
  @Test(arguments: ["note", "costly"])
  func whatAStageDoesNotWriteAnyMoreIsTakenAwayLater(kind: String) throws {
    let plan = try Workbench.plan(#"{"stages": ["\#(kind)"]}"#)
    _ = try Workbench.run(plan, in: folder)
    try run.file("old.txt").write([1, 2])
    var manifest = try #require(Manifest.read(in: run))
    let own = manifest
    manifest.stages[0].replaced = [try Manifest.FileRecord("old.txt", in: run)]
    try manifest.write(in: run)
    _ = try Workbench.run(plan, in: folder)
    let after = try #require(Manifest.read(in: run))
    #expect(after.stages == own.stages && !run.exists("old.txt"))
    #expect(after.movedAside?.map(\.movedTo) == (kind == "costly" ? ["old.txt.1"] : nil))
  }

  /// One that cannot be taken away is not forgotten.
  @Test func whatCannotBeTakenAwayStaysNoted() throws {
    let plan = try Workbench.plan(#"{"stages": ["note"]}"#)
    _ = try Workbench.run(plan, in: folder)
    try run.file("old.txt").write([1, 2])
    var manifest = try #require(Manifest.read(in: run))
    manifest.stages[0].replaced = [try Manifest.FileRecord("old.txt", in: run)]
    try manifest.write(in: run)
    let store = try ManifestStore(plan, folder: run, isForced: false, stop: StopRequest()) { _ in }
    try SystemCall.$fault.withValue(.failing(.remove)) { try store.clearReplaced(of: plan.stages[0]) }
    #expect(Manifest.read(in: run)?.stages[0].replaced?.map(\.file) == ["old.txt"])
    try store.clearReplaced(of: plan.stages[0])
    #expect(!run.exists("old.txt"))
  }

  /// What is moved aside while the system fails once is known with its files, or stays where it is.
  @Test func whatIsMovedAsideIsKnownWhole() throws {
    let plan = try Workbench.plan(#"{"stages": ["note"]}"#)
    var moved = 0
    for number in 1...12 {
      _ = try Workbench.run(plan, in: folder)
      let store = try ManifestStore(plan, folder: run, isForced: false, stop: StopRequest()) { _ in }
      try SystemCall.$fault.withValue(.only(number, .examine, EIO)) {
        _ = try? store.moveAside("note.txt", because: "of a test", of: plan.stages[0])
      }
      guard !run.exists("note.txt") else { continue }
      moved += 1
      #expect(Manifest.read(in: run)?.movedAside?.last?.files.count == 1, "call \(number)")
    }
    #expect((1..<12).contains(moved))
  }

  /// Where a folder cannot be read, its last model does not take the place of the best.
  @Test func aModelThatCannotBeLookedForIsNotAnother() throws {
    try run.create("train")
    try run.file("train/checkpoint.safetensors").write([1])
    try run.file("train/evaluations.jsonl").write(Array(#"{"step": 1}"#.utf8))
    let path = folder.path(of: "train")
    #expect(throws: ModelPlace.Failure.self) { try ModelPlace(path) }
    for call in [SystemCall.examine, .open, .read] {
      let error = #expect(throws: ModelPlace.Failure.self) {
        try SystemCall.$fault.withValue(.failing(call)) { try ModelPlace(path) }
      }
      guard case .unreadable(let words) = error else {
        Issue.record("\(call): \(String(describing: error))")
        continue
      }
      #expect(words.hasPrefix(path))
    }
    try run.file("train/best.safetensors").write([1])
    let fault = SystemCall.Fault.failing(.examine, after: 1)
    #expect(throws: ModelPlace.Failure.self) { try SystemCall.$fault.withValue(fault) { try ModelPlace(path) } }
    #expect(try ModelPlace(path).file == "\(path)/best.safetensors")
  }

  /// The best model that a killed run left is not removed because it cannot be read at the moment.
  @Test func theNextBestModelIsNotRemovedUnread() throws {
    let plan = try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 12},
        "stages": [{"kind": "train", "steps": 1, "samples": 0}]}
      """)
    _ = try Workbench.run(plan, in: folder)
    let files = TrainingFiles(
      StageServices(
        id: "train", seed: 1, folder: run, execution: Execution(device: CPUDevice(threads: 1), components: .standard),
        stop: StopRequest(), observer: { _ in }, lazyRecipe: Lazy { [:] }))
    try run.link(files.checkpoint, as: files.nextBest)
    for call in [SystemCall.open, .read] {
      #expect(throws: (any Error).self) {
        try SystemCall.$fault.withValue(.failing(call)) { try files.settleBest(upTo: 1) }
      }
      #expect(run.exists(files.nextBest), "\(call)")
    }
    try files.settleBest(upTo: 1)
    #expect(run.exists(files.best) && !run.exists(files.nextBest))
  }
}
