import Foundation
import Testing

@testable import ArtFiles

struct FileWriterTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [[], [0], [1], [65_536], [65_537], [3, 65_535], [65_536, 1, 65_536], [10, 200_000, 7]])
  func whatIsAppendedIsWritten(pieces: [Int]) throws {
    let writer = try FileWriter(scratch.run.file("a"))
    var all: [UInt8] = []
    for (number, count) in pieces.enumerated() {
      let piece = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31 + number) }
      try writer.append(piece)
      all += piece
    }
    #expect(try writer.contents() == all)
    #expect(!scratch.names.contains("a"))
    try writer.commit()
    #expect(try FileReader.contents(of: scratch.path("a"), limit: 1 << 20) == all)
    #expect(scratch.names == [".tmp/", "a"])
  }

  @Test func numbersAreWrittenAsTheyAreInMemory() throws {
    let writer = try FileWriter(scratch.run.file("a"))
    try writer.append([Float(1), -2])
    try writer.commit()
    #expect(try FileReader.contents(of: scratch.path("a"), limit: 8) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
  }

  @Test func placesInTheFileCanBeWrittenAgain() throws {
    let writer = try FileWriter(scratch.run.file("a"))
    try writer.append(bytes("0123456789"))
    try bytes("ab").withBytes { (bytes) throws(FileError) in try writer.write(bytes, at: 3) }
    try bytes("end").withBytes { (bytes) throws(FileError) in try writer.write(bytes, at: 10) }
    try writer.append(bytes("!"))
    #expect(try writer.contents() == bytes("012ab56789end!"))
    try writer.replace(with: bytes("short"))
    try writer.commit()
    #expect(try scratch.text("a") == "short")
  }

  @Test func linesAppendedLaterAreThereAtOnce() throws {
    let writer = try FileWriter(scratch.run.file("a"))
    try writer.append(bytes("kept\n"))
    try writer.commit()
    for line in ["1\n", "2\n"] {
      try writer.append(bytes(line))
      #expect(try scratch.text("a").hasSuffix(line))
    }
    #expect(try scratch.text("a") == "kept\n1\n2\n")
  }

  @Test func whatIsDroppedLeavesNothing() throws {
    try scratch.put("old", "a")
    do {
      let dropped = try FileWriter(.typed(scratch.path("a")))
      try dropped.append(bytes("new"))
      #expect(scratch.names == ["a"])
    }
    #expect(scratch.names == ["a"])
    #expect(try scratch.text("a") == "old")
  }

  /// A second name of a file keeps its content when the first is written again.
  @Test func filesAreReplacedNotChanged() throws {
    try scratch.put("old", "a")
    try scratch.run.link("a", as: "b")
    try scratch.run.file("a").write(bytes("new"))
    #expect(try scratch.text("a") == "new" && scratch.text("b") == "old")
  }

  @Test func newFilesHaveOrdinaryPermissions() throws {
    #expect(FileManager.default.createFile(atPath: scratch.path("plain"), contents: nil))
    try scratch.run.file("written").write([])
    let modes = try ["plain", "written"].map {
      try FileManager.default.attributesOfItem(atPath: scratch.path($0))[.posixPermissions] as? Int
    }
    #expect(modes[0] == modes[1])
  }

  @Test func severalWritersDoNotDisturbOneAnother() async throws {
    let run = scratch.run
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let text = [UInt8](repeating: UInt8(number), count: 100_000)
          for place in [run.file("shared"), .typed(run.path(of: "shared")), run.file("own-\(number)")] {
            try place.write(text)
          }
        }
      }
      try await group.waitForAll()
    }
    for name in ["shared"] + (0..<8).map({ "own-\($0)" }) {
      let content = try FileReader.contents(of: scratch.path(name), limit: 1 << 20)
      #expect(content.count == 100_000 && Set(content).count == 1, "\(name)")
    }
    #expect(scratch.names.count == 10)
  }

  // MARK: What goes wrong

  struct Refusal: CustomTestStringConvertible, Sendable {
    let name: String
    let message: String
    let isTyped: Bool

    init(_ name: String, _ message: String, isTyped: Bool = true) {
      (self.name, self.message, self.isTyped) = (name, message, isTyped)
    }

    var testDescription: String { (isTyped ? "typed " : "in a run ") + name }
  }

  static let refusals = [
    Refusal("folder", "this is a folder, not a file"),
    Refusal("folder/", "this is a folder, not a file"),
    Refusal("folder", "this is a folder, not a file", isTyped: false),
    Refusal("pipe", "this is not a regular file"),
    Refusal("pipe", "this is not a regular file", isTyped: false),
    Refusal("a\0b", "cannot create the file: no file can have this name"),
    Refusal("a\0b", "cannot create the file: no file can have this name", isTyped: false),
    Refusal("none/a", "cannot create the file: no such file or directory"),
    Refusal("none/a", "cannot create the file: no such file or directory", isTyped: false),
    Refusal("none/", "cannot create the file: no file can have this name"),
    Refusal("file/a", "cannot create the file: not a directory"),
    Refusal("loop", "cannot create the file: too many levels of symbolic links; the links lead to one another"),
    Refusal("../a", "cannot create the file: no file can have this name", isTyped: false),
    Refusal("", "cannot create the file: no file can have this name", isTyped: false),
    Refusal(
      String(repeating: "x", count: 300), "cannot write the file: file name too long; choose a shorter name",
      isTyped: false),
  ]

  @Test(arguments: refusals)
  func placesThatCannotBeWritten(refusal: Refusal) throws {
    try scratch.put("kept", "folder/inner")
    try scratch.put("kept", "file")
    #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
    try scratch.link("loop", to: "loop2")
    try scratch.link("loop2", to: "loop")
    let before = scratch.names
    let place = refusal.isTyped ? FilePlace.typed(scratch.path(refusal.name)) : scratch.run.file(refusal.name)
    let error = #expect(throws: FileError.self) { try place.write(bytes("new")) }
    #expect(error?.description == "\(place.path): \(refusal.message)")
    #expect(error?.action == .write)
    #expect(scratch.names.filter { $0 != ".tmp/" } == before)
  }

  @Test(arguments: [
    (
      SystemCall.write, ENOSPC, FileError.Code.full,
      "cannot write the file: no space left on device; free some space, or choose a folder on another disk"
    ),
    (
      .sync, EIO, .other,
      "cannot write the file: input/output error; the disk may be failing: check it, and copy what you need from it"
    ),
    (
      .write, EFBIG, .full,
      "cannot write the file: file too large; raise the limit for the size of files (ulimit -f), or choose a folder on "
        + "another disk"
    ),
    (.rename, EROFS, .denied, "cannot write the file: read-only file system; choose a folder on another disk"),
    (
      .open, EACCES, .denied,
      "cannot create the file: permission denied; change the permissions, or choose another folder"
    ),
    (
      .open, EMFILE, .other,
      "cannot create the file: too many open files; raise the limit for open files (ulimit -n 1024)"
    ),
  ])
  func whatTheSystemRefusesIsTold(call: SystemCall, code: Int32, kind: FileError.Code, message: String) throws {
    try scratch.put("old", "a")
    for place in [scratch.run.file("a"), .typed(scratch.path("a"))] {
      let error = #expect(throws: FileError.self) {
        try SystemCall.$fault.withValue(.init { $0 == call ? code : nil }) {
          try place.write([UInt8](repeating: 1, count: 100_000))
        }
      }
      #expect(error?.description == "\(place.path): \(message)")
      #expect(error?.code == kind && error?.cause == SystemError(code: code))
    }
    #expect(try scratch.text("a") == "old")
    #expect(scratch.names.filter { $0 != ".tmp/" } == ["a"])
  }

  /// A disk that fills up in the middle.
  @Test func aDiskThatFillsUpLeavesTheOldFile() throws {
    try scratch.put("old", "a")
    let writer = try FileWriter(scratch.run.file("a"))
    try writer.append([UInt8](repeating: 1, count: 100_000))
    #expect(throws: FileError.self) {
      try SystemCall.$fault.withValue(.init { $0 == .write ? ENOSPC : nil }) {
        try writer.append([UInt8](repeating: 2, count: 100_000))
      }
    }
    #expect(try scratch.text("a") == "old")
  }
}
