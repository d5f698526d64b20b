import ArtFiles
import ArtPipeline
import Foundation
import Testing

/// What cannot be made again in seconds is never written over or removed.
struct MovingAsideTests {
  private let folder: TemporaryFolder
  private let log = EventLog()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func plan(_ overrides: [String]) throws -> Plan {
    try Workbench.plan(#"{"stages": [{"kind": "costly", "id": "work"}, "note"]}"#, set: overrides)
  }

  private func run(_ overrides: String..., force: Bool = false) throws -> [String] {
    _ = try Workbench.run(plan(overrides), in: folder, force: force, observer: log.observer)
    return log.take()
  }

  private func prospects(_ overrides: String..., force: Bool = false) throws -> [String] {
    let before = try folder.files()
    let prospects = try Workbench.runner(plan(overrides), in: folder, force: force).prospects()
    #expect(try folder.files() == before)
    return prospects.map { "\($0)" }
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(of: name)))
  }

  private func text(_ name: String) throws -> String { String(decoding: try folder.data(name), as: UTF8.self) }

  private func manifest() throws -> Manifest { try #require(Manifest.read(in: RunFolder(folder.path))) }

  private func warning(_ name: String, _ other: String, _ reason: String) -> String {
    "warning: \(folder.path(of: name)) is kept as \(other), because \(reason); "
      + "to delete it: artpipe runs clean \(folder.path)"
  }

  @Test func whatCannotBeGoneOnFromIsKept() throws {
    #expect(try prospects() == ["runs", "runs"])
    _ = try run()
    try write("my own", to: "work/notes.txt")
    #expect(try prospects() == ["unchanged", "unchanged"])
    #expect(try prospects("stages.work.text=x") == ["begins anew, because the text is another", "unchanged"])
    #expect(
      try run("stages.work.text=x") == [
        "began work", warning("work", "work.1", "the text is another"), "ended work", "unchanged note",
      ])
    #expect(try text("work.1/a.txt") == "work/a.txt hello" && text("work.1/notes.txt") == "my own")
    #expect(try text("work/a.txt") == "work/a.txt x")
    _ = try run("stages.work.text=y")
    #expect(try prospects("stages.work.text=y", force: true) == ["begins anew, because of --force", "runs"])
    #expect(
      try run("stages.work.text=y", force: true).contains(warning("work", "work.3", "of --force")))
    #expect(try text("work.2/a.txt") == "work/a.txt x" && text("work.3/a.txt") == "work/a.txt y")
    let aside = try #require(try manifest().movedAside)
    #expect(aside.map(\.name) == ["work", "work", "work"])
    #expect(aside.map(\.movedTo) == ["work.1", "work.2", "work.3"])
    #expect(aside[0].reason == "the text is another")
    #expect(aside[0].files.map(\.file) == ["work.1/a.txt", "work.1/b.txt"])
    #expect(aside[0].files[0].bytes == 16 && aside[0].files[0].sha256 == SHA256.hash("work/a.txt hello"))
  }

  @Test func aDamagedFileOfACostlyStageIsKeptAndNotTaken() throws {
    _ = try run()
    try write("work/a.txt hellp", to: "work/a.txt")
    try FileManager.default.removeItem(atPath: folder.path(of: "work/b.txt"))
    try write("hello 2", to: "note.txt")
    #expect(try prospects() == ["goes on from step 1,200 of 4,000", "runs"])
    #expect(
      try run() == [
        "began work",
        warning("work/a.txt", "work/a.txt.1", "it was changed or damaged"),
        "warning: \(folder.path(of: "work/b.txt")): it is missing; the stage runs again", "ended work", "began note",
        warning("note.txt", "note.txt.1", "it was changed or damaged"),
        "ended note",
      ])
    #expect(try text("work/a.txt.1") == "work/a.txt hellp")
    #expect(try text("work/a.txt") == "work/a.txt hello" && text("work/b.txt") == "work/b.txt hello")
    #expect(try text("note.txt") == "hello 1")
    #expect(try run() == ["unchanged work", "unchanged note"])
  }

  @Test func whatNobodyIsKnownToHaveWrittenIsKept() throws {
    try write("a person's", to: "work")
    try write("a person's", to: "note.txt")
    // 'note' does not tell its files' names; 'work' does.
    #expect(
      try run().contains(warning("work", "work.1", "it is no folder")))
    #expect(try text("work.1") == "a person's")
    #expect(try manifest().movedAside?.map(\.movedTo) == ["work.1"])
  }

  /// A stage behind one that runs may stay as it is: that is not known before.
  @Test func whatFollowsAStageThatRunsIsSaidSo() throws {
    let document = """
      {"model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 3, "samples": 4}, {"kind": "sample", "count": 2}, "sheet",
          {"kind": "train", "id": "more", "from": "train", "steps": 2, "samples": 0},
          {"kind": "export", "from": "more"}]}
      """
    func said(_ overrides: String...) throws -> [String] {
      try Workbench.runner(Workbench.plan(document, set: overrides), in: folder).prospects().map { "\($0)" }
    }
    _ = try Workbench.run(Workbench.plan(document), in: folder)
    try FileManager.default.removeItem(atPath: folder.path(of: "train/samples/step-0000003.png"))
    let follows = "if 'train' gives something else than before; else unchanged"
    #expect(
      try said() == [
        "goes on from step 3 of 3", "runs", "runs, if 'sample' gives something else than before; else unchanged",
        "begins anew, \(follows)", "runs, if 'more' gives something else than before; else unchanged",
      ])
    // With other settings of its own it runs whatever comes.
    let changed = try said("stages.more.steps=1", "stages.export.weightFormat=float32")
    #expect(changed[3] == "begins anew, because it starts from 'train', which runs" && changed[4] == "runs")
    _ = try Workbench.run(Workbench.plan(document), in: folder, observer: log.observer)
    let told = log.take().filter { $0.hasPrefix("unchanged") }
    #expect(told == ["unchanged sheet", "unchanged more", "unchanged export"])
  }

  /// A file that a person changed is kept, also where the stage has other settings now.
  @Test func whatIsWrittenOverIsKept() throws {
    let document = """
      {"model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 4}}, "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 2, "samples": 0}, {"kind": "sample", "count": 2}, "sheet"]}
      """
    _ = try Workbench.run(Workbench.plan(document), in: folder)
    try write("my own", to: "sheet.png")
    _ = try Workbench.run(Workbench.plan(document, set: ["stages.sheet.scale=2"]), in: folder, observer: log.observer)
    #expect(log.take().contains(warning("sheet.png", "sheet.png.1", "it was changed or damaged")))
    #expect(try text("sheet.png.1") == "my own")
  }
}
