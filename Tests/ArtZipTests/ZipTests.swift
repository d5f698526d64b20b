import ArtFiles
import ArtTestSupport
import Foundation
import Testing

@testable import ArtZip

@Suite("Zip files")
struct ZipTests {
  /// Written by Python's zipfile: `folder/text.txt`, deflated, and `wide.bin`, stored, whose own header has sizes of 64 bits;
  /// and a comment.
  private static let foreign = Array(
    Data(
      base64Encoded: """
        UEsDBBQAAAAIAAAAIVA6JAZNDwAAAAACAAAPAAAAZm9sZGVyL3RleHQudHh0SywqKcgsSFVIHKVHJA0AUEsDBC0AAAAAAAAAIVCI4s7O////////\
        //8IABQAd2lkZS5iaW4BABAAEAAAAAAAAAAQAAAAAAAAAAABAgMEBQYHCAkKCwwNDg9QSwECFAMUAAAACAAAACFQOiQGTQ8AAAAAAgAADwAAAAAA\
        AAAAAAAAgAEAAAAAZm9sZGVyL3RleHQudHh0UEsBAi0DLQAAAAAAAAAhUIjizs4QAAAAEAAAAAgAAAAAAAAAAAAAAIABPAAAAHdpZGUuYmluUEsF\
        BgAAAAACAAIAcwAAAIYAAAAJAGEgY29tbWVudA==
        """) ?? Data())
  private static let contents: [String: [UInt8]] = [
    "folder/text.txt": Array(String(repeating: "artpipe ", count: 64).utf8), "wide.bin": Array(0..<16),
  ]

  private let folder: TemporaryFolder
  private let place: FilePlace

  init() throws {
    folder = try TemporaryFolder()
    place = .typed(folder.path(of: "test.zip"))
  }

  private func contents(of bytes: [UInt8]) throws -> [String: [UInt8]] {
    let zip = try ZipReader(place(of: bytes))
    return try Dictionary(uniqueKeysWithValues: zip.entries.map { ($0.name, try zip.bytes($0.name, limit: 1 << 20)) })
  }

  @Test("A file of another program is read, deflated parts and a comment included")
  func foreignFile() throws { #expect(try contents(of: Self.foreign) == Self.contents) }

  @Test("What is written is read, by other programs too, and is the same each time")
  func written() throws {
    var files: [[UInt8]] = []
    for _ in 0..<2 {
      let writer = try ZipWriter(place)
      for (name, bytes) in Self.contents.sorted(by: { $0.key < $1.key }) { try writer.add(name, bytes) }
      try writer.add("empty", [])
      try writer.commit()
      files.append(Array(try folder.data("test.zip")))
    }
    #expect(files[0] == files[1])
    let expected = Self.contents.merging(["empty": []]) { $1 }
    #expect(try contents(of: files[0]) == expected)
    let zip = try ZipReader(place)
    #expect(zip.entries.map(\.name) == ["folder/text.txt", "wide.bin", "empty"])
    #expect(zip["wide.bin"]?.size == 16)
    #expect(zip["none"] == nil)
  }

  @Test("Every cut and every changed bit is an error, or changes no content")
  func damage() throws {
    for count in Self.foreign.indices {
      #expect(throws: ZipError.self) { try contents(of: Array(Self.foreign[..<count])) }
    }
    var refused = 0
    for place in Self.foreign.indices {
      for bit in 0..<8 {
        var bytes = Self.foreign
        bytes[place] ^= 1 << bit
        do {
          let found = try contents(of: bytes)
          #expect(Set(found.values.map { $0.count }) == [512, 16], "byte \(place), bit \(bit)")
          #expect(found.values.allSatisfy { Self.contents.values.contains($0) }, "byte \(place), bit \(bit)")
        } catch let error as ZipError {
          refused += 1
          #expect(error.description.hasPrefix(folder.path))
        }
      }
    }
    // All but times, attributes, versions, the comment and the letters of names.
    #expect(refused > 800)
  }

  /// A number of the file's list of files, by its place in an entry there.
  private func changed(_ place: Int, _ value: UInt32) throws -> [UInt8] {
    let entry = try #require(Self.foreign.indices.first { Self.foreign[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    var bytes = Self.foreign
    withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(entry + place..<entry + place + 4, with: $0) }
    return bytes
  }

  @Test("Announced sizes that cannot be, and shared bytes, are errors before anything is unpacked")
  func bombs() throws {
    let bomb = try changed(24, 1 << 31)
    #expect(throws: ZipError.self) { try contents(of: bomb) }
    // Within what deflate could do, but not what is there.
    let wrong = try changed(24, 513)
    let error = #expect(throws: ZipError.self) { try contents(of: wrong) }
    #expect(error?.code == .damaged)
    let long = try changed(20, 40)
    let overlap = #expect(throws: ZipError.self) { try contents(of: long) }
    #expect(overlap?.message.contains("overlaps") == true)
    let zip = try ZipReader(place(of: Self.foreign))
    let limit = #expect(throws: ZipError.self) { try zip.bytes("folder/text.txt", limit: 100) }
    #expect(limit?.code == .tooLarge)
    let missing = #expect(throws: ZipError.self) { try zip.bytes("none", limit: 100) }
    #expect(missing?.code == .noSuchEntry)
  }

  private func place(of bytes: [UInt8]) throws -> FilePlace {
    // Without waiting for the disk, thousands of times.
    try Data(bytes).write(to: URL(filePath: place.path))
    return place
  }

  @Test("What is no zip file is called so")
  func noZip() throws {
    let error = #expect(throws: ZipError.self) { try contents(of: Array("no zip file at all, but a text".utf8)) }
    #expect(error?.code == .notZip)
    let missing = #expect(throws: ZipError.self) { try ZipReader(.typed(folder.path(of: "none"))) }
    #expect(missing?.code == .unreadable)
  }
}
