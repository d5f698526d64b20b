import ArtFiles
import Testing

@testable import ArtHDF5

@Suite("HDF5: what is written can be read")
struct HDF5RoundTripTests {
  @Test(
    "Datasets of all ranks keep their sides and numbers", arguments: [[], [1], [7], [2, 3], [2, 0, 3], [5, 5, 2, 3]])
  func datasets(sides: [Int]) throws {
    let numbers = (0..<sides.reduce(1, *)).map { Float($0) / 7 - 3 }
    let bytes = try HDF5Writer.file(.group(["a": .group(["x": .dataset(sides) { numbers }])]))
    let dataset = try HDF5Reader(bytes, file: "test.h5").root.dataset("a/x")
    #expect(dataset.dimensions == sides)
    #expect(try dataset.numbers() == numbers)
    #expect(dataset.path == "/a/x")
  }

  /// Tables of names hold eight, and a tree of them 32 tables unless more are needed.
  @Test("Groups of any size keep their members", arguments: [0, 1, 8, 9, 256, 257, 1000])
  func groups(count: Int) throws {
    let names = (0..<count).map { "member \($0) ü" }
    let members = Dictionary(uniqueKeysWithValues: names.map { ($0, HDF5Node.dataset([]) { [1] }) })
    let group = try HDF5Reader(HDF5Writer.file(.group(["g": .group(members)])), file: "test.h5").root.group("g")
    #expect(group.names == names.sorted())
    for name in names { #expect(try group.isGroup(name) == false) }
  }

  @Test(
    "Attributes keep their texts", arguments: ["", "x", "dense_1", "ünï", String(repeating: "long ", count: 10_000)])
  func attributes(text: String) throws {
    let root = HDF5Node.group(
      ["g": .group([:], attributes: [("name", text), ("other", "2")])], attributes: [("top", text)])
    let read = try HDF5Reader(HDF5Writer.file(root), file: "test.h5").root
    #expect(try read.attribute("top")?.text == text)
    #expect(try read.group("g").attribute("name")?.text == text)
    #expect(try read.group("g").attributeNames == ["name", "other"])
    #expect(try read.attribute("none") == nil)
  }

  @Test("The same content gives the same bytes")
  func repeatable() throws {
    func file() throws -> [UInt8] {
      try HDF5Writer.file(.group(["b": .dataset([2]) { [1, 2] }, "a": .group([:]), "c": .dataset([1]) { [3] }]))
    }
    #expect(try file() == file())
  }

  @Test("Too long an attribute, and too few numbers, are refused")
  func refused() {
    #expect(throws: HDF5Error.self) {
      try HDF5Writer.file(.group([:], attributes: [("a", String(repeating: "x", count: 60_000))]))
    }
    #expect(throws: HDF5Error.self) { try HDF5Writer.file(.group(["x": .dataset([2]) { [1] }])) }
  }
}
