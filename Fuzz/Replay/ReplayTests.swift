import ArtTestSupport
import Foundation
import Testing

/// What fuzzing kept and found (`make fuzz`), read once more: whatever the bytes, each target ends with a value or an error,
/// and soon. A trap here ends the tests; `FUZZ_TARGET=NAME .build/fuzz/release/artpipe-fuzz Fuzz/Finds/NAME/*` tells
/// where.
@Suite("Fuzzed inputs") struct ReplayTests {
  private static let root = URL(filePath: #filePath).appending(path: "../..").standardized.path(percentEncoded: false)

  /// The paths of a target's inputs.
  private static func inputs(_ folder: String, _ name: String) -> [String] {
    let path = "\(root)\(folder)/\(name)"
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().map { "\(path)/\($0)" }
  }

  @Test("end with a value or an error", arguments: FuzzTarget.all.map(\.name))
  func end(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let corpus = Self.inputs("Corpus", name)
    #expect(!corpus.isEmpty)
    let folder = try TemporaryFolder()
    for path in corpus + Self.inputs("Finds", name) {
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      let time = ContinuousClock().measure { target.read(FuzzInput(bytes: bytes, folder: folder.path)) }
      #expect(time < .seconds(5), "\(path) takes \(time)")
    }
  }

  @Test("are few, and each is a target's")
  func areFew() throws {
    let names = Set(FuzzTarget.all.map(\.name))
    #expect(names.count == FuzzTarget.all.count)
    var bytes = 0
    for folder in ["Corpus", "Finds"] {
      let found = try FileManager.default.contentsOfDirectory(atPath: Self.root + folder)
      #expect(Set(found).subtracting(names) == [])
      for path in found.flatMap({ Self.inputs(folder, $0) }) {
        bytes += try Data(contentsOf: URL(filePath: path)).count
      }
    }
    #expect(bytes <= 5_000_000)
  }
}
