import Foundation
import Testing

@testable import ArtHDF5

/// Whatever the bytes, reading ends with a value or an error that names the file.
@Suite("HDF5: damaged files")
struct HDF5DamageTests {
  private static let files = ["every-kind", "latest"]

  private static func bytes(_ name: String) throws -> [UInt8] {
    let path = HDF5FileTests.path.replacing("every-kind", with: name)
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// Reads everything.
  ///
  /// - Returns: how many errors there were.
  private func walk(_ bytes: [UInt8]) -> Int {
    var errors = 0
    func tried<T>(_ body: () throws -> T) -> T? {
      do {
        return try body()
      } catch {
        #expect("\(error)".hasPrefix("damaged.h5: "))
        errors += 1
        return nil
      }
    }
    func walk(_ group: HDF5Group, depth: Int) {
      for name in group.attributeNames { _ = tried { try group.attribute(name) } }
      guard depth < 6 else { return }
      for name in group.names.prefix(100) {
        if tried({ try group.isGroup(name) }) == true {
          if let member = tried({ try group.group(name) }) { walk(member, depth: depth + 1) }
        } else {
          _ = tried { try group.dataset(name).numbers() }
        }
      }
    }
    if let root = tried({ try HDF5Reader(bytes, file: "damaged.h5").root }) { walk(root, depth: 0) }
    return errors
  }

  @Test("Cut short", arguments: files)
  func cut(name: String) throws {
    let bytes = try Self.bytes(name)
    for end in stride(from: 0, to: bytes.count, by: 61) { #expect(walk(Array(bytes[..<end])) > 0) }
  }

  @Test("With changed bytes", arguments: files)
  func changed(name: String) throws {
    let bytes = try Self.bytes(name)
    var random = SplitMix(state: 11)
    let whole = walk(bytes)
    var found = 0
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        damaged[place] = Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : damaged[place] ^ 0x80
      }
      found += walk(damaged) != whole ? 1 : 0
    }
    #expect(found > 100)
  }

  @Test(
    "What is no HDF5 file", arguments: [[], [0x89], Array("PK".utf8), [UInt8](repeating: 0, count: 100)] as [[UInt8]])
  func other(bytes: [UInt8]) {
    let error = #expect(throws: HDF5Error.self) { _ = try HDF5Reader(bytes, file: "other.h5") }
    #expect(error?.code == .notHDF5)
  }
}

/// The same numbers each time (Steele, Lea, Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
