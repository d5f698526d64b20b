import ArtTestSupport
import Foundation
import Testing

@testable import ArtFiles

struct FileReaderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    ("none", FileError.Code.missing, "cannot open the file: no such file or directory"),
    ("file/none", .wrongKind, "cannot open the file: not a directory"),
    ("folder", .wrongKind, "this is a folder, not a file"),
    ("pipe", .wrongKind, "this is not a regular file"),
    ("device", .wrongKind, "this is not a regular file"),
    ("zeros", .wrongKind, "this is not a regular file"),
    ("socket", .wrongKind, "this is not a regular file"),
    ("nul\0file", .badName, "cannot open the file: no file can have this name"),
    ("loop", .link, "cannot open the file: too many levels of symbolic links; the links lead to one another"),
    ("file", .tooLarge, "the file is too large: it has 10 bytes, and at most 9 are read"),
  ])
  func whatCannotBeReadIsTold(name: String, code: FileError.Code, message: String) throws {
    try scratch.put("0123456789", "file")
    try scratch.put("", "folder/x")
    try scratch.link("device", to: "/dev/null")
    try scratch.link("loop", to: "loop")
    try scratch.link("zeros", to: "/dev/zero")
    try scratch.socket("socket")
    #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
    let error = #expect(throws: FileError.self) { try FileReader.contents(of: scratch.path(name), limit: 9) }
    #expect(error?.description == "\(scratch.path(name)): \(message)")
    #expect(error?.code == code && error?.action == .read)
  }

  @Test func filesAreReadWholeAndInParts() throws {
    try scratch.put("0123456789", "file")
    try scratch.put("", "empty")
    try scratch.link("link", to: "file")
    for name in ["file", "link"] {
      #expect(try FileReader.contents(of: scratch.path(name), limit: 10) == bytes("0123456789"))
      #expect(try FileReader.prefix(of: scratch.path(name), count: 4) == bytes("0123"))
      #expect(try FileReader.prefix(of: scratch.path(name), count: 40) == bytes("0123456789"))
      #expect(try FileReader(scratch.path(name)).bytes(8..<20) == bytes("89"))
    }
    #expect(try FileReader.contents(of: scratch.path("empty"), limit: 0) == [])
  }

  @Test func anErrorWhileReadingIsTold() throws {
    try scratch.put("x", "file")
    let error = #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.init { $0 == .read ? EIO : nil }) { try SHA256.hash(file: scratch.path("file")) }
    }
    #expect(
      error?.reason == "cannot read the file: input/output error; the disk may be failing: check it, and copy what you "
        + "need from it")
  }

  /// The last look tells whether somebody changed the file: where the system does not let it happen, nobody did.
  @Test func aDiskThatFailsAtTheLastLookIsNoOtherProgram() throws {
    try scratch.put("x", "file")
    let error = #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.only(2, .examine, EIO)) {
        try FileReader.contents(of: scratch.path("file"), limit: 1)
      }
    }
    #expect(error?.isOfSystem == true)
    #expect(error?.message == "cannot read the file")
  }

  /// What to do about a file that cannot be read has nothing to do with where files are written.
  @Test(arguments: [ENOSPC, EDQUOT, EFBIG, EROFS])
  func remediesAreThoseOfReading(code: Int32) throws {
    try scratch.put("x", "file")
    let error = #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.init { $0 == .open ? code : nil }) { try FileReader(scratch.path("file")).size }
    }
    #expect(error?.isOfSystem == true)
    #expect(error?.reason.hasSuffix("; check the disk that it lies on") == true)
  }

  @Test func hashesHaveALimit() throws {
    try scratch.put("0123456789", "file")
    #expect(try SHA256.hash(file: scratch.path("file"), limit: 10).bytes == 10)
    let error = #expect(throws: FileError.self) { try SHA256.hash(file: scratch.path("file"), limit: 9) }
    #expect(error?.code == .tooLarge)
  }

  /// A disk that stumbles makes no file look missing; one that goes on failing does, and so does a file that is not there.
  @Test(arguments: [EIO, ENOMEM])
  func aLookThatFailsOnceIsRepeated(code: Int32) throws {
    try scratch.put("x", "file")
    let path = scratch.path("file")
    func size(_ fault: SystemCall.Fault) -> Int? { SystemCall.$fault.withValue(fault) { FileInfo(path)?.size } }
    #expect(size(SystemCall.Fault.first(.examine, code)) == 1)
    #expect(SystemCall.$fault.withValue(SystemCall.Fault.first(.examine, code)) { FileInfo(ofLink: path)?.size } == 1)
    #expect(size(.init { $0 == .examine ? code : nil }) == nil)
    // Where much follows from it, that is an error.
    let error = #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.init { $0 == .examine ? code : nil }) { try FileInfo.found(at: path) }
    }
    #expect(error?.isOfSystem == true && error?.path == path)
    #expect(try FileInfo.found(at: scratch.path("none")) == nil)
    #expect(size(SystemCall.Fault.first(.examine, ENOENT)) == nil)
  }

  @Test(arguments: [0, 1, 1 << 18, 3_000_000])
  func theHashOfAFileIsThatOfItsBytes(count: Int) throws {
    let content = [UInt8](repeating: 7, count: count)
    try scratch.run.file("x").write(content)
    let found = try SHA256.hash(file: scratch.path("x"))
    #expect(found.bytes == count)
    #expect(found.hash == SHA256.hash(content))
  }

  @Test func foldersAreListedInByteOrder() throws {
    for name in ["b/2", "b/.hidden", "a/deep/1", "Z", "é"] { try scratch.put("", name) }
    try scratch.link("a/up", to: "..")
    try scratch.link("c", to: "b")
    try scratch.link("broken", to: "nothing")
    #expect(try Listing.names(in: scratch.run.path) == ["Z", "a", "b", "broken", "c", "é"])
    // A link that leads nowhere is told of: to open it says what is wrong.
    #expect(try Listing.files(in: scratch.run.path) == ["Z", "broken", "é", "a/deep/1", "b/2"])
    let error = #expect(throws: FileError.self) { try Listing.names(in: scratch.path("Z")) }
    #expect(error?.reason == "cannot look into the folder: not a directory")
  }

  @Test func whatAPathStandsFor() throws {
    try scratch.put("123", "file")
    #expect(FileInfo(scratch.path("file"))?.kind == .file && FileInfo(scratch.path("file"))?.size == 3)
    #expect(FileInfo(scratch.run.path)?.kind == .folder)
    #expect(FileInfo("/dev/null")?.kind == .special)
    #expect(FileInfo(scratch.path("none")) == nil)
  }
}
