import ArtTestSupport
import Foundation
import Testing

@testable import ArtFiles

/// Nothing below a run folder is read, written or removed through a link, or outside of it.
struct BelowTests {
  let scratch: Scratch
  let run: RunFolder

  init() throws {
    scratch = try Scratch()
    try scratch.put("secret", "real/train/file")
    try scratch.put("secret", "real/file")
    try scratch.put("mine", "run/deep/er/file")
    run = RunFolder(scratch.path("run"))
  }

  @Test(arguments: ["link", "folder/file", "deep/up/file", "folder/train/file"])
  func linksAreNotReadThrough(name: String) throws {
    try scratch.link("run/link", to: "../real/file")
    try scratch.link("run/folder", to: "../real")
    try scratch.link("run/deep/up", to: "../../real")
    #expect(try !run.exists(name) && run.names(in: "folder").isEmpty)
    let error = #expect(throws: FileError.self) { try run.contents(of: name, limit: 100) }
    #expect(error?.code == .link)
    #expect(error?.reason.hasSuffix("is a link, and links below a run folder are not followed") == true)
    #expect(throws: FileError.self) { try run.hash(of: name) }
    #expect(throws: FileError.self) { try run.link(name, as: "second") }
    #expect(!run.exists("second"))
    if name != "link" {
      #expect(throws: FileError.self) { try run.remove(name, ifContentIs: SHA256.hash("secret"), ofBytes: 6) }
      #expect(throws: FileError.self) { try run.file(name).write([1]) }
    }
    #expect(try scratch.text("real/file") == "secret" && scratch.text("real/train/file") == "secret")
  }

  @Test(arguments: ["../real/file", "deep/../../real/file", "", ".", "/", "deep/er/../../../real/file", "a\0b"])
  func namesThatLeadOutAreRefused(name: String) throws {
    let found = try run.info(name)
    #expect(!run.exists(name) && found == nil)
    #expect(throws: FileError.self) { try run.contents(of: name, limit: 100) }
    #expect(throws: FileError.self) { try run.file(name).write([1]) }
    #expect(throws: FileError.self) { try run.remove(name) }
    #expect(throws: FileError.self) { try run.create(name) }
    #expect(try scratch.text("real/file") == "secret")
  }

  /// An absolute path names what lies below, as any other.
  @Test func namesBelowAreRead() throws {
    for name in ["deep/er/file", "/deep/er/file", "deep//er/file"] {
      #expect(try run.contents(of: name, limit: 4) == bytes("mine"))
      #expect(try run.hash(of: name).hash == SHA256.hash("mine"))
    }
  }

  /// Systems that do not have the call, or keep it from the process.
  @Test(arguments: [ENOSYS, EPERM])
  func withoutTheCallForAllFoldersAtOnceNothingChanges(code: Int32) throws {
    try scratch.link("run/deep/up", to: "../../real")
    let place = run.file("deep/er/file")
    let folder = try Directory(run.path)
    try SystemCall.$fault.withValue(SystemCall.Fault.first(.open, code)) {
      _ = try folder.descend(["deep", "er"])
    }
    #expect(throws: SystemError.self) {
      try SystemCall.$fault.withValue(SystemCall.Fault.first(.open, code)) {
        _ = try folder.descend(["deep", "up", "train"])
      }
    }
    #expect(place.info?.size == 4)
  }

  // MARK: Removing

  @Test func onlyWhatWasRecordedIsRemoved() throws {
    try scratch.put("sheet", "run/sheet.png")
    #expect(try !run.remove("sheet.png", ifContentIs: SHA256.hash("other"), ofBytes: 5))
    #expect(try !run.remove("sheet.png", ifContentIs: SHA256.hash("sheet"), ofBytes: 4))
    #expect(run.exists("sheet.png"))
    #expect(try run.remove("sheet.png", ifContentIs: SHA256.hash("sheet"), ofBytes: 5))
    #expect(try run.remove("sheet.png", ifContentIs: SHA256.hash("sheet"), ofBytes: 5))
    #expect(!run.exists("sheet.png"))
    #expect(try !run.remove("deep", ifContentIs: SHA256.hash("mine"), ofBytes: 4))
    try scratch.link("run/link", to: "../real/file")
    #expect(try !run.remove("link", ifContentIs: SHA256.hash("secret"), ofBytes: 6))
    #expect(scratch.target("run/link") == "../real/file")
  }

  @Test func aFolderWithOtherFilesStays() throws {
    try scratch.put("", "run/points/1/checkpoint")
    try scratch.put("", "run/points/1/notes")
    try run.remove(["checkpoint", "best"], thenFolder: "points/1")
    #expect(try run.names(in: "points/1") == ["notes"])
    #expect(throws: FileError.self) { try run.remove("points") }
    try run.remove(["notes"], thenFolder: "points/1")
    try run.remove([], thenFolder: "points")
    #expect(!run.exists("points"))
  }

  // MARK: Empty paths

  @Test func anEmptyPathIsNoFolder() {
    for folder in [RunFolder(""), RunFolder("", typed: "x")] {
      let words = "the folder's path is empty: give --output the path of a folder"
      #expect(#expect(throws: FileError.self) { try folder.create() }?.description == words)
      #expect(#expect(throws: FileError.self) { try folder.checkWritable() }?.description == words)
      #expect(throws: FileError.self) { try RunLock(folder) }
    }
    #expect(
      #expect(throws: FileError.self) { try FilePlace.typed("").write([]) }?.description
        == "cannot create the file: its path is empty")
    #expect(throws: FileError.self) { try FileReader.contents(of: "", limit: 1) }
    #expect(FileInfo("") == nil)
  }
}
