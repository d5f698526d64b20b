import ArtFiles
import ArtTestSupport
import Foundation
import Testing

@testable import ArtHDF5

/// `every-kind.h5` is written by h5py (`Tools/interop/keras_models.py --kinds`).
@Suite("HDF5: files of h5py")
struct HDF5FileTests {
  static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/every-kind.h5")
    .path(percentEncoded: false)

  private func root() throws -> HDF5Group { try HDF5Reader(.typed(Self.path)).root }

  @Test(
    "Numbers of every type are read as float32",
    arguments: ["float16", "float32", "float64", "int8", "uint8", "int16", "int32", "int64", "uint64"])
  func numbers(type: String) throws {
    let dataset = try root().dataset("numbers/\(type)")
    #expect(dataset.dimensions == [2, 3])
    #expect(try dataset.numbers() == [0, 1, 2, 3, 4, type.hasPrefix("float") ? 5.5 : 5])
  }

  @Test("Half precision has its smallest, largest and endless numbers")
  func half() throws {
    let numbers = try root().dataset("numbers/half").numbers()
    #expect(numbers == [0x1p-24, -0x1p-14, 65504, -.infinity, 1.0009765625])
  }

  @Test("Texts of both kinds, and lists of them, are read")
  func texts() throws {
    let group = try root().group("texts")
    #expect(try group.attribute("fixed")?.text == "ünï fixed")
    #expect(try group.attribute("variable")?.text == "ünï variable")
    #expect(try group.attribute("fixed list")?.texts == ["a", "bcd", ""])
    #expect(try group.attribute("variable list")?.texts == ["a", "bcd", ""])
    #expect(try group.attribute("empty list")?.texts == [])
    #expect(try group.attribute("number") == .numbers([7]))
    #expect(try group.attribute("flag") == .numbers([1]))
  }

  @Test(
    "What is not read is refused by name",
    arguments: [
      ("refused/compressed", "is kept in pieces"), ("refused/complex", "holds neither numbers nor texts"),
      ("refused/big endian", "highest byte first"), ("refused/elsewhere", "is a link to elsewhere"),
      ("refused/soft", "is a link to elsewhere"), ("refused/external", "keeps its numbers in other files"),
      ("refused/none", "holds no 'none'"), ("texts", "is no dataset"),
    ])
  func refused(path: String, words: String) throws {
    let root = try root()
    let error = #expect(throws: HDF5Error.self) { _ = try root.dataset(path) }
    let text = try #require(error).description
    #expect(text.contains(words), "\(text)")
    #expect(text.hasPrefix("\(Self.path): "))
    #expect(text.contains(words == "holds no 'none'" ? "/refused" : "/\(path)"))
  }

  @Test("The form of libver='latest' is read where it is small, and refused by name where it is not")
  func latest() throws {
    let path = Self.path.replacing("every-kind", with: "latest")
    let root = try HDF5Reader(.typed(path)).root
    #expect(try root.dataset("small/x").numbers() == [1, 2, 3])
    #expect(try root.group("small").attribute("name")?.text == "small")
    let error = #expect(throws: HDF5Error.self) { _ = try root.group("large") }
    #expect(try #require(error).message.contains("libver='latest'"))
  }
}
