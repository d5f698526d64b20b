import Foundation
import Testing

@testable import ArtData

struct IDXFileTests {
  static let plain = IDXBuilder.images(3, 4, 5)

  @Test(arguments: [plain, GzipBuilder.file(plain)])
  func readsImages(bytes: [UInt8]) throws {
    let file = try IDXFile(bytes, name: "a")
    #expect(file.dimensions == [3, 4, 5])
    #expect(file.elements == (0..<60).map { UInt8($0) })
  }

  /// Made by Python's gzip at level 9.
  @Test func readsCompressed() throws {
    let text = "H4sIAAAAAAACA2Ng4GBmYGDQAGIQzcQABnJgYAMGUWBQAQbTwGALGAwPlQALAOu4AAEAAA=="
    let packed = try #require(Data(base64Encoded: text))
    let file = try IDXFile([UInt8](packed), name: "a")
    #expect(file.dimensions == [40, 3, 2])
    let expected = (0..<240).map { place -> UInt8 in UInt8(place / 6 % 7) * 30 }
    #expect(file.elements == expected)
    for count in 0..<packed.count {
      #expect(throws: DatasetError.self) { try IDXFile([UInt8](packed.prefix(count)), name: "a") }
    }
  }

  @Test func readsSeveralMembersAndPadding() throws {
    let parts = GzipBuilder.file(Array(Self.plain.prefix(30))) + GzipBuilder.file(Array(Self.plain.dropFirst(30)))
    #expect(try IDXFile(parts + [0, 0, 0], name: "a").elements.count == 60)
  }

  @Test func refusesEveryTruncation() {
    for count in 0..<Self.plain.count {
      let error = #expect(throws: DatasetError.self) { try IDXFile(Array(Self.plain.prefix(count)), name: "a") }
      #expect(error?.code == .damaged, "\(count) bytes")
    }
    let packed = GzipBuilder.file(Self.plain)
    for count in 0..<packed.count {
      let error = #expect(throws: DatasetError.self) { try IDXFile(Array(packed.prefix(count)), name: "a") }
      #expect(error?.code == .damaged, "\(count) packed bytes")
    }
  }

  /// A change of any byte behind gzip's header, whose fields mostly do not matter, is noticed.
  @Test func noticesEveryDamagedByte() {
    let packed = GzipBuilder.file(Self.plain)
    for place in 10..<packed.count {
      var damaged = packed
      damaged[place] ^= 0x55
      #expect(throws: DatasetError.self, "byte \(place)") { try IDXFile(damaged, name: "a") }
    }
  }

  static let messages: [(String, [UInt8], String)] = [
    ("empty", [], "a: the file is empty"),
    ("start", [0, 0, 8], "a: the file ends after 3 bytes, within its header"),
    ("header", [0, 0, 8, 3, 0, 0, 0, 1, 0], "a: the file ends after 9 bytes, within its header of 16"),
    (
      "image", [0x89, 0x50, 0x4e, 0x47, 0x0d], "a: this is no IDX file: it begins with 89 50 4e 47, not with 00 00 08"
    ),
    (
      "floats", IDXBuilder.file([1], [0, 0, 0, 0], type: 0x0d),
      "a: the file holds 32-bit floating-point numbers (type 0d); only unsigned bytes (type 08) can be read"
    ),
    (
      "short", Array(IDXBuilder.images(2, 3, 4).dropLast(5)),
      "a: 2 images of 3×4 need 24 bytes after the header, found 19; the file is cut short, get it again"
    ),
    (
      "short labels", Array(IDXBuilder.labels([1, 2, 3]).dropLast()),
      "a: 3 labels need 3 bytes after the header, found 2; the file is cut short, get it again"
    ),
    (
      "long", IDXBuilder.images(2, 3, 4) + [0],
      "a: 2 images of 3×4 need 24 bytes after the header, but the file goes on after them"
    ),
    (
      "huge", [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12),
      "a: the header claims 4,294,967,295 images of 4294967295×4294967295, more than any file can hold"
    ),
    (
      "bomb", GzipBuilder.file([0, 0, 8, 2, 0x7f, 0, 0, 0, 0, 0, 0, 4]),
      "a: 2,130,706,432 images of 4 need 8,522,825,728 bytes after the header, more than the packed file can hold; "
        + "the file is cut short, get it again"
    ),
    (
      "packed short", GzipBuilder.file(Array(IDXBuilder.images(2, 3, 4).dropLast(5))),
      "a: 2 images of 3×4 need 24 bytes after the header, found 19; the file is cut short, get it again"
    ),
    (
      "gzip cut", Array(GzipBuilder.file(plain).dropLast(20)),
      "a: the gzip data is cut short: it ends after 79 bytes, in the middle; get the file again"
    ),
    (
      "gzip checksum", Array(GzipBuilder.file(plain).dropLast(8)) + [1, 2, 3, 4, 76, 0, 0, 0],
      "a: the gzip data is damaged: incorrect data check; get the file again"
    ),
    (
      "gzip followed", GzipBuilder.file(plain) + [7],
      "a: the gzip data is damaged: something else follows the gzip data; get the file again"
    ),
  ]

  @Test(arguments: messages)
  func saysWhatIsWrong(_: String, bytes: [UInt8], expected: String) {
    let error = #expect(throws: DatasetError.self) { try IDXFile(bytes, name: "a") }
    #expect(error?.description == expected)
  }

  @Test func namesAMissingFile() {
    let error = #expect(throws: DatasetError.self) { try IDXFile(path: "/nowhere/at/all") }
    #expect(error?.description == "/nowhere/at/all: cannot open the file: no such file or directory")
    #expect(error?.code == .missing)
  }
}
