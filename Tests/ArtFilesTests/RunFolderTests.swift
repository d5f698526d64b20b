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
      for check in [{ _ = try RunLock(run) }, { try run.checkUnused(writing: []) }] {
        let error = #expect(throws: FileError.self) { try check() }
        #expect(error?.code == .busy)
        #expect(
          error?.description
            == "\(run.path): another artpipe (process \(getpid())) is writing this run; wait for it, or give --output "
            + "another folder")
      }
      withExtendedLifetime(lock) {}
    }
    _ = try RunLock(run)
    #expect(scratch.names == [".lock"])
    #expect(try scratch.text(".lock").isEmpty)
  }

  /// A run around another one, what it writes, and whether both can be written at the same time.
  @Test(arguments: [
    ("outer", "outer/train", ["train"], false), ("outer", "outer/train/deep/er", ["train", "x"], false),
    ("outer", "outer/train", ["sheet.png", "trai", "train.1"], true),
    ("outer", "outer/runs/train", ["train"], true), ("a/b", "a/b/c/d", ["c"], false), ("a/b", "a/bc", ["c"], true),
    ("a/link/c", "a/b/c/train", ["train"], false), ("a/b/c", "a/link/c/train/new", ["train"], false),
  ])
  func runsThatShareAFolderAreWrittenOneAtATime(outer: String, inner: String, names: [String], isFree: Bool) throws {
    try scratch.put("", "a/b/c/train/x")
    try scratch.link("a/link", to: "b")
    let folders = [(outer, names), (inner, ["train"])].map { (RunFolder(scratch.path($0.0)), $0.1) }
    for (first, second) in [(folders[0], folders[1]), (folders[1], folders[0])] {
      try first.0.create()
      let lock = try RunLock(first.0, writing: first.1)
      try second.0.create()
      for check in [
        { _ = try RunLock(second.0, writing: second.1) }, { try second.0.checkUnused(writing: second.1) },
      ] {
        if isFree {
          try check()
        } else {
          #expect(#expect(throws: FileError.self) { try check() }?.code == .busy)
        }
      }
      withExtendedLifetime(lock) {}
      // A lock that nobody holds is none, whatever its file tells.
      try FilePlace.typed(first.0.path(of: ".lock")).write(RunWriter.text(first.1))
    }
    #expect(RunFolder.outer(of: scratch.path(inner)) == nil)
  }

  /// Earlier versions' locks do not tell what is written: all of the folder is.
  @Test func aLockWithoutWordsIsForAll() throws {
    let lock = try RunLock(scratch.run, writing: ["train"])
    try scratch.put("", "deep/x")
    #expect(RunFolder.outer(of: scratch.path("deep/x")) == nil)
    let file = try #require(FileHandle(forWritingAtPath: scratch.path(".lock")))
    try file.truncate(atOffset: 0)
    #expect(RunFolder.outer(of: scratch.path("deep/x"))?.words == "another artpipe")
    withExtendedLifetime(lock) {}
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

  /// What stands in the place of the lock and of the folder for temporary files.
  @Test(arguments: [
    (".lock", "link", "a link has the name that artpipe needs for a file of its own: move it away"),
    (".lock", "folder", "a folder has the name that artpipe needs for a file of its own: move it away"),
    (".lock", "pipe", "a pipe, socket or device has the name that artpipe needs for a file of its own: move it away"),
    (".tmp", "link", "a link has the name that artpipe needs for a folder of its own: move it away"),
    (".tmp", "file", "a file has the name that artpipe needs for a folder of its own: move it away"),
  ])
  func whatIsInTheWayIsNamed(name: String, kind: String, words: String) throws {
    try scratch.put("kept", "real/x")
    switch kind {
    case "link": try scratch.link(name, to: name == ".lock" ? "real/x" : "real")
    case "folder": try scratch.put("kept", "\(name)/x")
    case "pipe": #expect(mkfifo(scratch.path(name), 0o600) == 0)
    default: try scratch.put("kept", name)
    }
    let before = scratch.names
    for check in [{ _ = try RunLock(scratch.run) }, { try scratch.run.checkUnused(writing: []) }] {
      #expect(#expect(throws: FileError.self) { try check() }?.description == "\(scratch.path(name)): \(words)")
    }
    #expect(scratch.names == before)
    #expect(try scratch.text("real/x") == "kept")
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
    for run in [RunFolder(scratch.path("run")), RunFolder(scratch.path("run"), typed: "x")] {
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
