import Foundation
import Testing

@testable import ArtFiles

/// A killed program leaves nothing that stays for ever.
struct TemporaryFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func whatAKilledProgramLeftBesideATypedFileIsRemovedByTheNextWrite() throws {
    for number in [0, 1, 2, 7] { try scratch.put("half", ".artpipe-\(number).tmp") }
    try scratch.put("mine", ".artpipe-notes")
    try FilePlace.typed(scratch.path("a")).write(bytes("new"))
    // The number 7 was given while others had those below it; it goes when they are given again.
    #expect(scratch.names == [".artpipe-7.tmp", ".artpipe-notes", "a"])
  }

  @Test func whatIsStillWrittenIsNotRemoved() throws {
    let folder = try Directory(scratch.run.path)
    let first = try folder.createTemporary(named: true)
    let second = try folder.createTemporary(named: true)
    #expect(first.name == ".artpipe-0.tmp" && second.name == ".artpipe-1.tmp")
    try FilePlace.typed(scratch.path("a")).write(bytes("new"))
    #expect(scratch.names == [".artpipe-0.tmp", ".artpipe-1.tmp", "a"])
    try folder.name(second, "b", in: folder)
    #expect(scratch.names == [".artpipe-0.tmp", "a", "b"])
    _ = first
  }

  @Test func linksAndFoldersOfSuchNamesAreNotTouched() throws {
    try scratch.put("kept", "real")
    try scratch.link(".artpipe-0.tmp", to: "real")
    try scratch.put("kept", ".artpipe-1.tmp/x")
    let file = try Directory(scratch.run.path).createTemporary(named: true)
    #expect(file.name == ".artpipe-2.tmp")
    #expect(scratch.names == [".artpipe-0.tmp", ".artpipe-1.tmp/", ".artpipe-1.tmp/x", ".artpipe-2.tmp", "real"])
  }

  @Test func aFileWithoutANameTakesTheFirstPlaceOrAnothers() throws {
    let folder = try Directory(scratch.run.path)
    for text in ["first", "second"] {
      let file = try folder.createTemporary(named: false)
      try bytes(text).withBytes { (bytes) throws(SystemError) in try file.descriptor.write(bytes, at: 0) }
      try folder.name(file, "a", in: folder)
      #expect(try scratch.text("a") == text)
      #expect(scratch.names == ["a"])
    }
  }

  @Test func withoutLocksFilesAreWrittenAllTheSame() throws {
    try SystemCall.$fault.withValue(.init { $0 == .lock ? ENOLCK : nil }) {
      for name in ["typed", "a"] { try FilePlace.typed(scratch.path(name)).write(bytes("new")) }
      try scratch.run.file("b").write(bytes("new"))
    }
    #expect(scratch.names == [".tmp/", "a", "b", "typed"])
  }

  @Test func scratchFoldersThatKilledProgramsLeftAreRemoved() throws {
    let live = try ScratchFolder()
    let parent = Paths.split(live.folder.path).folder
    let old = Paths.join(parent, "artpipe-scratch-aaAA00")
    let new = Paths.join(parent, "artpipe-scratch-bbBB11")
    let mine = Paths.join(parent, "artpipe-scratch-notes-of-mine")
    for path in [old, new, mine] {
      try RunFolder(path).create("deep")
      try RunFolder(path).file("deep/x").write([1])
    }
    for path in [old, mine] {
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: path)
    }
    _ = try ScratchFolder()
    #expect(FileInfo(old) == nil)
    // One that is being made at this moment may not be locked yet.
    #expect(FileInfo(new) != nil && FileInfo(mine) != nil && FileInfo(live.folder.path) != nil)
    for path in [new, mine] { try FileManager.default.removeItem(atPath: path) }
  }
}
