import ArtCPU
import ArtFiles
import ArtMedia
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// Folders of images of one's own, as people have them: what is not used is told, and what cannot be used is told early.
@Suite("Folders of own images")
struct OwnFolderTests {
  private let folder: TemporaryFolder
  private let image: Data

  init() throws {
    folder = try TemporaryFolder()
    image = Data(try PNGFormat().encode(PixelImage(width: 8, height: 8, channels: 1, fill: 90)))
  }

  private func write(_ name: String, _ data: Data? = nil) throws {
    let path = folder.path(of: name)
    try FileManager.default.createDirectory(
      atPath: Paths.split(path).folder, withIntermediateDirectories: true)
    try (data ?? image).write(to: URL(fileURLWithPath: path))
  }

  private func plan(_ stage: String) throws -> Plan {
    try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 4}}, "report": false,
        "dataset": {"kind": "strokes", "count": 24}, "stages": [{"kind": "train", "steps": 1, "samples": 0}, \(stage)]}
      """)
  }

  private func project() throws -> Plan {
    try plan(
      #"{"kind": "project", "images": "\#(folder.path)", "starts": 2, "refined": 1, "steps": 5}"#)
  }

  private func refusal(_ plan: () throws -> Plan) -> String {
    let error = #expect(throws: Problems.self) { try plan() }
    return error?.problems.first?.message ?? ""
  }

  @Test func whatIsNotUsedIsToldByReason() throws {
    for name in ["m1.png", "b.heic", "c.PSD", "plain", "Thumbs.db", ".hidden.png", "sub/d.png", "more/e.png"] {
      try write(name)
    }
    #expect(mkfifo(folder.path(of: "pipe.png"), 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "gone.png"), withDestinationPath: "nowhere.png")
    let (run, log) = (try TemporaryFolder(), EventLog())
    _ = try Workbench.run(project(), in: run, observer: log.observer)
    #expect(
      log.take().filter { $0.hasPrefix("warning: not used") } == [
        "warning: not used: \(folder.path(of: "gone.png")): the link leads to nothing that can be opened",
        "warning: not used: \(folder.path(of: "pipe.png")): is no regular file, but a pipe, socket or device",
        "warning: not used: 3 files of kinds that are not read (1 .heic, 1 .psd, 1 without an ending) in \(folder.path)",
        "warning: not used: \(folder.path): folders in it (more, sub): name them for their images",
      ])
    #expect(try SettingValue.read(file: run.path(of: "project.json"))["images"]?.array?.count == 1)
  }

  @Test func manyFilesThatCannotBeUsedAreCounted() throws {
    try write("a.png")
    for number in 10..<30 { #expect(mkfifo(folder.path(of: "p\(number).png"), 0o600) == 0) }
    let log = EventLog()
    let run = try TemporaryFolder()
    _ = try Workbench.run(project(), in: run, observer: log.observer)
    let told = log.take().filter { $0.hasPrefix("warning: not used") }
    #expect(told.count == 11 && told.last == "warning: not used: 10 more files", "\(told)")
  }

  @Test(arguments: [
    ([String](), "the folder holds no images; found there: nothing; images end in "),
    (["b.heic", "c.txt"], "the folder holds no images; found there: 2 files: 1 .heic, 1 .txt; images end in "),
    (
      ["sub/a.png"],
      "the folder holds no images; found there: nothing; folders in it (sub): name them for their images; images end in "
    ),
  ])
  func aFolderWithoutImagesIsToldWithWhatIsThere(names: [String], words: String) throws {
    for name in names { try write(name) }
    #expect(refusal(project).hasPrefix("\(folder.path): \(words)"))
  }

  @Test(.enabled(if: geteuid() != 0, "root may look into every folder"))
  func aFolderThatMayNotBeLookedIntoIsToldAsThat() throws {
    try write("a.png")
    #expect(chmod(folder.path, 0) == 0)
    defer { chmod(folder.path, 0o700) }
    let words = refusal(project)
    #expect(words.contains("permission denied") && !words.contains("holds no images"), "\(words)")
  }

  /// Beyond those that are decoded before any work begins.
  @Test(arguments: ["", "no image", "\0\0\0\0\0\0\0\0\0"])
  func allImagesAreCheckedWhereADocumentIsValid(content: String) throws {
    for number in 10..<44 { try write("\(number).png") }
    _ = try project()
    try write("44.png", Data(content.utf8))
    #expect(refusal(project).hasPrefix(folder.path(of: "44.png")))
  }

  @Test(arguments: [(247, true), (248, false)])
  func namesThatAnswersCannotHaveAreRefused(length: Int, isGood: Bool) throws {
    let name = String(repeating: "n", count: length)
    try write("\(name).png")
    // `-256.png` comes behind it, and a file system takes 255 bytes.
    func complete() throws -> Plan {
      try plan(
        """
        {"kind": "complete", "images": "\(folder.path)", "mask": [2, 2, 3, 3], "answers": 256, "refined": 256,
          "starts": 256, "steps": 5}
        """)
    }
    if isGood {
      _ = try complete()
    } else {
      #expect(
        refusal(complete)
          == "the answers of an image are called after it: the file name \(name.prefix(40))… has 256 bytes, and a file "
          + "system takes 255; give a shorter name")
    }
  }

  /// What is named after the sheet has a longer name.
  @Test func aTypedNameIsLongEnoughForNothingElse() throws {
    try write("a.png")
    let (run, log) = (try TemporaryFolder(), EventLog())
    let name = String(repeating: "n", count: 243)
    let error = #expect(throws: PipelineError.self) {
      try UncachedRun(project(), device: CPUDevice(threads: 1), stop: StopRequest(), observer: log.observer)
        .run(in: RunFolder(run.path, typed: name), name: name)
    }
    #expect(
      error?.message
        == "the file name \(name.prefix(40))… has 258 bytes, and a file system takes 255; give a shorter name")
    #expect(log.take() == [])
  }
}
