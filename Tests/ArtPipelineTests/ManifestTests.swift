import ArtFiles
import ArtPipeline
import Foundation
import Testing

/// Manifests that are missing, damaged, from elsewhere or of another version.
struct ManifestTests {
  private static let document = """
    {"stages": [{"kind": "costly", "id": "work"}, {"kind": "several", "count": 2}]}
    """
  private let folder: TemporaryFolder
  private let log = EventLog()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ overrides: String...) throws -> [String] {
    _ = try Workbench.run(Workbench.plan(Self.document, set: overrides), in: folder, observer: log.observer)
    return log.take()
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(of: name)))
  }

  private func text(_ name: String) throws -> String { String(decoding: try folder.data(name), as: UTF8.self) }

  private func manifest() throws -> Manifest { try #require(Manifest.read(in: RunFolder(folder.path))) }

  /// Changes the manifest as JSON.
  private func edit(_ body: (inout [String: Any]) throws -> Void) throws {
    var object = try #require(
      try JSONSerialization.jsonObject(with: folder.data("manifest.json")) as? [String: Any])
    try body(&object)
    try JSONSerialization.data(withJSONObject: object).write(
      to: URL(fileURLWithPath: folder.path(of: "manifest.json")))
  }

  @Test(arguments: [
    ("", "the file is empty"), ("{}", "the field 'artpipe' is missing"),
    ("{\"artpipe\": \"0.1\", \"stag", "it is cut short, or no manifest"),
    ("[1, 2]", "it is cut short, or no manifest"), ("\u{0}\u{1}", "it is cut short, or no manifest"),
    (String(repeating: "[", count: 1000), "it is cut short, or no manifest"),
  ])
  func aDamagedManifestIsKeptAndNothingIsLost(content: String, reason: String) throws {
    _ = try run()
    try write("my own", to: "work/notes.txt")
    try write(content, to: "manifest.json")
    let before = try folder.files()
    let lines = try run()
    #expect(
      lines.first
        == "warning: \(folder.path(of: "manifest.json")) is kept as manifest.json.1, because \(reason); "
        + "to delete it: artpipe runs clean \(folder.path)")
    #expect(try text("manifest.json.1") == content)
    for (name, data) in before where name != "manifest.json" { #expect(try folder.data(name) == data, "\(name)") }
    #expect(try manifest().movedAside?.map(\.movedTo) == ["manifest.json.1"])
    #expect(try run() == ["unchanged work", "unchanged several"])
  }

  @Test func aMissingManifestLosesNothing() throws {
    _ = try run()
    let before = try folder.files()
    try FileManager.default.removeItem(atPath: folder.path(of: "manifest.json"))
    _ = try run()
    for (name, data) in before where name != "manifest.json" { #expect(try folder.data(name) == data, "\(name)") }
  }

  @Test func aNewerManifestIsRefusedByItsVersion() throws {
    _ = try run()
    try edit {
      $0["format"] = 3
      $0["artpipe"] = "9.8.7"
      $0["stages"] = "something else"
    }
    let before = try folder.files()
    let plan = try Workbench.plan(Self.document)
    for work in [
      { _ = try Workbench.run(plan, in: folder) }, { _ = try Workbench.runner(plan, in: folder).prospects() },
    ] {
      let error = #expect(throws: PipelineError.self) { try work() }
      #expect(error?.code == .data)
      #expect(
        error?.description.hasPrefix(
          "\(folder.path(of: "manifest.json")): artpipe 9.8.7 wrote this run folder, in a form (3) that artpipe ")
          == true)
      #expect(
        error?.description.hasSuffix(" does not know; use artpipe 9.8.7, or give --output another folder") == true)
    }
    #expect(try folder.files() == before)
  }

  /// Manifests had no number once.
  @Test func anOlderManifestIsRead() throws {
    _ = try run()
    #expect(try manifest().format == 2)
    try edit { $0["format"] = nil }
    #expect(try run() == ["unchanged work", "unchanged several"])
  }

  @Test(arguments: [-1, 1e300])
  func aTrainingOfImpossibleLengthIsForgotten(seconds: Double) throws {
    _ = try run()
    try edit { object in
      var stages = try #require(object["stages"] as? [[String: Any]])
      stages[0]["training"] = ["steps": 1, "seconds": seconds]
      object["stages"] = stages
    }
    let lines = try run()
    #expect(
      lines.first
        == "warning: \(folder.path(of: "manifest.json")): the record of the training of 'work' is not used: no training "
        + "takes so long")
    #expect(try manifest().stage("work")?.training == nil)
  }

  @Test(arguments: [
    "../outside.txt", "/etc/passwd", ".", "", "..", "a/../../outside.txt", "a//b", "./a", "a/.", "manifest.json",
    ".lock",
    ".tmp/x", "a\u{0}b", "a\nb", "a\u{1B}[2Jb",
  ])
  func namesThatAreNoFilesOfTheFolderAreRefused(name: String) throws {
    let (outside, inner) = (folder.path(of: "outside.txt"), try TemporaryFolder())
    try write("kept", to: "outside.txt")
    defer { withExtendedLifetime(inner) {} }
    _ = try run()
    try write("my own", to: "notes.txt")
    try edit { object in
      var stages = try #require(object["stages"] as? [[String: Any]])
      var outputs = try #require(stages[1]["outputs"] as? [[String: Any]])
      outputs[1]["file"] = name
      stages[1]["outputs"] = outputs
      object["stages"] = stages
      object["movedAside"] = [["name": "x", "movedTo": name, "reason": "r", "files": [Any]()]]
    }
    let lines = try run("stages.several.count=1")
    #expect(lines.count { $0.contains(" is not used: ") && $0.contains("is no file in the run folder") } == 2)
    #expect(try text("notes.txt") == "my own" && text("0.txt") == "0.txt")
    #expect(FileManager.default.fileExists(atPath: outside))
    #expect(try manifest().movedAside == [])
  }

  /// A file is removed only where it still has the content that was recorded.
  @Test func onlyRecordedContentIsRemoved() throws {
    _ = try run("stages.several.count=4")
    try write("my own now", to: "3.txt")
    _ = try run("stages.several.count=1")
    #expect(
      try folder.files().keys.filter { $0.hasSuffix(".txt") && !$0.contains("/") }.sorted() == ["0.txt", "3.txt"])
    #expect(try text("3.txt") == "my own now")
    #expect(try manifest().stage("several")?.outputs.map(\.file) == ["0.txt"])
    #expect(try manifest().stage("several")?.replaced == nil)
  }

  /// A link in the place of a recorded file, to the very content.
  @Test func linksAreNeitherTakenNorFollowed() throws {
    _ = try run()
    let other = try TemporaryFolder()
    try Data("1.txt".utf8).write(to: URL(fileURLWithPath: other.path(of: "1.txt")))
    try FileManager.default.removeItem(atPath: folder.path(of: "1.txt"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "1.txt"), withDestinationPath: other.path(of: "1.txt"))
    #expect(try run().contains("began several"))
    #expect(try String(decoding: other.data("1.txt"), as: UTF8.self) == "1.txt")
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path(of: "1.txt"))) == nil)
  }

  /// What was known stays known until a stage has come to its end: then what it no longer writes is removed.
  @Test func aRunThatFailsForgetsNothing() throws {
    _ = try run("stages.several.count=3")
    #expect(throws: PipelineError.self) { try run("stages.several.count=2", "stages.several.fails=true") }
    #expect(try manifest().stage("several")?.status == .stopped)
    #expect(try manifest().stage("several")?.outputs.map(\.file) == ["0.txt", "1.txt", "2.txt"])
    _ = try run("stages.several.count=2")
    #expect(
      try folder.files().keys.filter { $0.hasSuffix(".txt") && !$0.contains("/") }.sorted() == ["0.txt", "1.txt"])
  }

  /// Stages that a document no longer has are remembered, since their files are still there.
  @Test func stagesOfEarlierDocumentsAreRemembered() throws {
    _ = try run()
    let other = try Workbench.plan(#"{"stages": [{"kind": "note", "id": "other"}]}"#)
    _ = try Workbench.run(other, in: folder)
    #expect(try manifest().stages.map(\.id) == ["work", "several", "other"])
    #expect(try run() == ["unchanged work", "unchanged several"])
  }
}
