import Foundation
import Testing

@testable import ArtFiles

/// Files that change while they are read, and files that are larger than any memory.
struct ChangingFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [Int64(0), 5, 20])
  func aFileOfAnotherSizeIsNotTaken(size: Int64) throws {
    try scratch.put("0123456789", "file")
    let file = try FileReader(scratch.path("file"))
    try file.checkUnchanged()
    #expect(truncate(scratch.path("file"), off_t(size)) == 0)
    let error = #expect(throws: FileError.self) { try file.checkUnchanged() }
    #expect(error?.code == .changed)
    #expect(error?.reason.hasPrefix("another program changed the file while it was read") == true)
  }

  @Test func aSparseFileIsNoTrap() throws {
    try scratch.put("", "huge")
    #expect(truncate(scratch.path("huge"), off_t(1) << 42) == 0)
    let error = #expect(throws: FileError.self) { try FileReader.contents(of: scratch.path("huge"), limit: 1 << 43) }
    #expect(error?.code == .tooLarge)
    #expect(error?.reason.hasPrefix("there is not enough memory for the file's 4398046511104 bytes") == true)
    #expect(try FileReader.prefix(of: scratch.path("huge"), count: 4) == [0, 0, 0, 0])
  }

  @Test func aRangePastTheEndTakesNoMemory() throws {
    try scratch.put("0123", "file")
    let file = try FileReader(scratch.path("file"))
    #expect(try file.bytes(2..<Int.max) == bytes("23"))
    #expect(try file.bytes(10..<20) == [])
  }
}
