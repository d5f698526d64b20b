import ArtFiles
import ArtSettings
import ArtPipeline
import Foundation
import Testing

struct RunnerTests {
  private let document = #"{"stages": [{"kind": "note", "id": "a"}, {"kind": "note", "id": "b", "text": "x"}]}"#

  @Test func unchangedStagesAreNotRunAgain() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    func run(_ overrides: String..., force: Bool = false) throws -> [String] {
      let plan = try Workbench.plan(document, set: overrides)
      _ = try Workbench.run(plan, in: folder, force: force, observer: log.observer)
      return log.take()
    }
    let all = ["began a", "ended a", "began b", "ended b"]
    #expect(try run() == all)
    #expect(try run() == ["unchanged a", "unchanged b"])
    #expect(try run("stages.b.text=y") == ["unchanged a", "began b", "ended b"])
    #expect(try run("stages.b.text=y", "seed=2") == all)
    #expect(try run("stages.b.text=y", "seed=2", force: true) == all)
    #expect(try run("stages.b.text=y", "seed=2", "convolutionAlgorithms=fast") == ["unchanged a", "unchanged b"])
    #expect(try run("stages.b.text=y", "seed=2", "convolutionAlgorithms=exact") == all)
    #expect(try run("stages.b.text=y", "seed=2", "convolutionAlgorithms=exact") == ["unchanged a", "unchanged b"])
    #expect(try run("stages.b.text=y", "seed=2") == all)
    try Data("other".utf8).write(to: URL(fileURLWithPath: folder.path(of: "a.txt")))
    func warning(_ name: String, _ words: String) -> String {
      "warning: \(folder.path(of: name)): \(words); the stage runs again"
    }
    let changed =
      "warning: \(folder.path(of: "a.txt")) is kept as a.txt.1, because it was changed or damaged; to delete it: artpipe "
      + "runs clean \(folder.path)"
    #expect(try run("stages.b.text=y", "seed=2") == ["began a", changed, "ended a", "unchanged b"])
    try FileManager.default.removeItem(atPath: folder.path(of: "b.txt"))
    let gone = warning("b.txt", "it is missing")
    #expect(try run("stages.b.text=y", "seed=2") == ["unchanged a", "began b", gone, "ended b"])
  }

  @Test func theManifestTellsWhatHappened() throws {
    let folder = try TemporaryFolder()
    let files = try Workbench.run(Workbench.plan(document), in: folder)
    #expect(files == [folder.path(of: "a.txt"), folder.path(of: "b.txt")])
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(manifest.stages.map(\.status) == [.done, .done])
    #expect(manifest.stage("b")?.outputs.map(\.file) == ["b.txt"])
    #expect(manifest.stage("b")?.outputs.first?.bytes == 3)
    #expect(manifest.document.canonicalJSON == (try Workbench.plan(document)).document.value.canonicalJSON)
    #expect(manifest.seconds != nil)
  }

  @Test func aFailureNamesItsStageAndKeepsTheRest() throws {
    let folder = try TemporaryFolder()
    let plan = try Workbench.plan(document, set: ["stages.b.fails=true"])
    let error = #expect(throws: PipelineError.self) { try Workbench.run(plan, in: folder) }
    #expect(error?.description == "b: this stage was told to fail")
    let manifest = try #require(Manifest.read(in: RunFolder(folder.path)))
    #expect(manifest.stages.map(\.status) == [.done, .stopped])
    #expect(manifest.seconds == nil)
  }

  @Test func stoppingIsAnInterruption() throws {
    let folder = try TemporaryFolder()
    let plan = try Workbench.plan(#"{"stages": ["endless"]}"#)
    let error = #expect(throws: PipelineError.self) { try Workbench.run(plan, in: folder) }
    #expect(error?.code == .interrupted)
  }

  @Test func oneRunAtATimeUsesAFolder() throws {
    let folder = try TemporaryFolder()
    let descriptor = open(folder.path(of: ".lock"), O_CREAT | O_RDWR, 0o644)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let error = #expect(throws: PipelineError.self) { try Workbench.run(Workbench.plan(document), in: folder) }
    #expect(error?.code == .busy)
    close(descriptor)
    _ = try Workbench.run(Workbench.plan(document), in: folder)
  }

  @Test func filesOfAnEarlierRunAreTakenAway() throws {
    let folder = try TemporaryFolder()
    _ = try Workbench.run(Workbench.plan(#"{"stages": [{"kind": "several", "count": 3}]}"#), in: folder)
    #expect(try folder.files().keys.filter { $0.hasSuffix(".txt") }.sorted() == ["0.txt", "1.txt", "2.txt"])
    _ = try Workbench.run(Workbench.plan(#"{"stages": [{"kind": "several", "count": 1}]}"#), in: folder)
    #expect(try folder.files().keys.filter { $0.hasSuffix(".txt") }.sorted() == ["0.txt"])
  }

  @Test(arguments: ["/dev/null/x", "/dev/null/x/y/z"])
  func aFileInTheWayIsNamed(path: String) throws {
    let folder = RunFolder(path)
    let error = #expect(throws: FileError.self) { try folder.create() }
    #expect(error?.code == .wrongKind && error?.action == .write)
    #expect(error?.description == "\(path): the folder cannot be made: /dev/null is a file")
    let check = #expect(throws: FileError.self) { try folder.checkWritable() }
    #expect(check?.description == error?.description)
  }

  @Test func stagesAreToldApart() {
    #expect(throws: PipelineError.self) { try StageRegistry([NoteStage.self, NoteStage.self]) }
  }
}
