import Foundation
import Testing

@testable import ArtFiles

struct RunFolderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func oneProcessAtATime() throws {
    let run = scratch.run
    do {
      let lock = try RunLock(run)
      let error = #expect(throws: FileError.self) { try RunLock(run) }
      #expect(error?.code == .busy)
      #expect(
        error?.description == "\(run.path): another artpipe is running in this folder; wait for it, or give --output "
          + "another one")
      withExtendedLifetime(lock) {}
    }
    _ = try RunLock(run)
    #expect(scratch.names == [".lock"])
  }

  @Test func whatAKilledProgramLeftIsCleared() throws {
    try scratch.put("half", ".tmp/.artpipe-17-0.tmp")
    try scratch.put("mine", ".tmp/deep/x")
    try scratch.put("mine", ".tmp/notes")
    try scratch.put("kept", "train/a")
    let lock = try RunLock(scratch.run)
    // What a person put there stays.
    let kept = [".lock", ".tmp/", ".tmp/deep/", ".tmp/deep/x", ".tmp/notes", "train/", "train/a"]
    #expect(scratch.names == kept)
    // What is begun and never completed is in the one place that the next run clears.
    let half = try FileWriter(scratch.run.file("train/b"))
    #expect(scratch.names == (kept + [".tmp/.artpipe-0.tmp"]).sorted())
    withExtendedLifetime((half, lock)) {}
  }

  @Test func aRunLeavesNoTemporaryFolder() throws {
    do {
      let lock = try RunLock(scratch.run)
      try scratch.run.file("a").write([])
      withExtendedLifetime(lock) {}
    }
    #expect(scratch.names == [".lock", "a"])
  }

  @Test func aLinkIsNoLock() throws {
    try scratch.put("kept", "real")
    try scratch.link(".lock", to: "real")
    #expect(throws: FileError.self) { try RunLock(scratch.run) }
  }

  @Test func secondNamesReplaceWhatHadThem() throws {
    try scratch.put("first", "a")
    try scratch.put("other", "points/b")
    try scratch.run.link("a", as: "points/b")
    #expect(try scratch.text("points/b") == "first")
    #expect(FileInfo(scratch.path("a"))?.identity == FileInfo(scratch.path("points/b"))?.identity)
    try scratch.run.link("a", as: "points/b")
    #expect(scratch.names == [".tmp/", "a", "points/", "points/b"])
    let error = #expect(throws: FileError.self) { try scratch.run.link("none", as: "points/b") }
    #expect(error?.description == "\(scratch.path("points/b")): cannot write the file: no such file or directory")
  }

  @Test(arguments: [EPERM, EMLINK, EXDEV])
  func withoutSecondNamesFilesAreCopied(code: Int32) throws {
    let content = [UInt8](repeating: 9, count: 2_500_000)
    try scratch.run.file("a").write(content)
    try SystemCall.$fault.withValue(.init { $0 == .link ? code : nil }) { try scratch.run.link("a", as: "b") }
    #expect(try FileReader.contents(of: scratch.path("b"), limit: 1 << 22) == content)
    #expect(FileInfo(scratch.path("a"))?.identity != FileInfo(scratch.path("b"))?.identity)
  }

  @Test func foldersAreMade() throws {
    try RunFolder(scratch.path("x/y")).create()
    try RunFolder(scratch.path("x/y")).create("train/samples")
    try RunFolder(scratch.path("x/y")).create("train/samples")
    #expect(scratch.names == ["x/", "x/y/", "x/y/train/", "x/y/train/samples/"])
    #expect(try RunFolder(scratch.path("x")).names(in: "y/train") == ["samples"])
    #expect(try RunFolder(scratch.path("x")).names(in: "none") == [])
    #expect(RunFolder(scratch.path("x")).exists("y") && !RunFolder(scratch.path("x")).exists("z"))
  }

  /// A disk that fails for a moment does not make a file one that is lost.
  @Test(arguments: [SystemCall.open, .examine], [EIO, EACCES, EMFILE, ENOMEM])
  func whatCannotBeExaminedIsThere(call: SystemCall, code: Int32) throws {
    try scratch.put("", "train/a")
    SystemCall.$fault.withValue(.init { $0 == call ? code : nil }) { #expect(scratch.run.exists("train/a")) }
    SystemCall.$fault.withValue(.init { $0 == call ? ENOENT : nil }) { #expect(!scratch.run.exists("train/a")) }
  }

  @Test(arguments: ["", "/", ".", "..", "a/../..", "../x", "a/."])
  func whatIsNotBelowTheFolderIsNotRemoved(name: String) throws {
    try scratch.put("kept", "run/a/b")
    try scratch.put("kept", "x")
    for run in [RunFolder(scratch.path("run")), RunFolder(ofTypedNames: scratch.path("run"))] {
      let error = #expect(throws: FileError.self) { try run.remove(name) }
      #expect(error?.reason == "cannot be removed: no file can have this name")
    }
    #expect(scratch.names == ["run/", "run/a/", "run/a/b", "x"])
  }

  @Test(arguments: ["", "/deep/er"])
  func aFileInTheWayOfAFolderIsNamed(rest: String) throws {
    try scratch.put("", "file")
    let run = RunFolder(scratch.path("file\(rest)"))
    let error = #expect(throws: FileError.self) { try run.create() }
    #expect(error?.description == "\(run.path): the folder cannot be made: \(scratch.path("file")) is a file")
    #expect(error?.code == .wrongKind && error?.action == .write)
    let check = #expect(throws: FileError.self) { try run.checkWritable() }
    #expect(check == error)
  }

  @Test func aFolderThatTheSystemRefusesIsTold() throws {
    let run = RunFolder(scratch.path("x"))
    let error = #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.init { $0 == .makeFolder ? ENOSPC : nil }) { try run.create() }
    }
    #expect(
      error?.description
        == "\(run.path): the folder cannot be made: no space left on device; free some space, or choose "
        + "a folder on another disk")
    try run.checkWritable()
  }

  @Test func scratchFoldersAreGoneAfterwards() throws {
    var path = ""
    do {
      let other = try ScratchFolder()
      path = other.folder.path
      try other.folder.create("deep")
      try other.folder.file("deep/x").write([1])
      #expect(FileInfo.isFolder(path))
    }
    #expect(FileInfo(path) == nil)
  }
}
