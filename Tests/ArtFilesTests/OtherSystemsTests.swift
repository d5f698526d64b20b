import ArtFiles
import Foundation
import Testing

/// What a Mac needs of the sources, as far as it can be seen elsewhere.
struct OtherSystemsTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized.path

  /// All files of the project, as paths from its root.
  private static func files() throws -> [String] {
    let folders = ["Assets", "Benchmarks", "Fuzz", "Pipelines", "Plugins", "Sources", "Tests", "Tools", "docs"]
    return try folders.flatMap { folder in try Listing.files(in: "\(root)/\(folder)").map { "\(folder)/\($0)" } }
  }

  /// Paths that a Mac's disk takes for the same: it knows no difference of case, nor of composed characters.
  private static func twins(in paths: [String]) -> [[String]] {
    // A folder whose name is written in two ways is one there.
    let prefixes = Set(
      paths.flatMap { path -> [String] in
        let parts = path.split(separator: "/")
        return (1...parts.count).map { parts[..<$0].joined(separator: "/") }
      })
    return Dictionary(grouping: prefixes) { $0.lowercased().precomposedStringWithCanonicalMapping }.values
      .filter { $0.count > 1 }.map { $0.sorted() }
  }

  @Test func noTwoNamesDifferByCaseOnly() throws {
    let files = try Self.files().filter { !$0.contains("/.build/") }
    #expect(files.count > 1000)
    #expect(Self.twins(in: files) == [])
  }

  @Test func namesThatDifferByCaseOnlyAreFound() {
    #expect(Self.twins(in: ["a/B.swift", "a/b.swift", "a/c.swift"]) == [["a/B.swift", "a/b.swift"]])
    #expect(Self.twins(in: ["Tools/x", "tools/y"]) == [["Tools", "tools"]])
    #expect(Self.twins(in: ["a/b", "b/a"]) == [])
  }

  /// Whether a source takes Linux's C library and, elsewhere, none.
  private static func isLinuxOnly(_ source: String) -> Bool {
    source.contains("import Glibc") && !source.contains("import Darwin")
  }

  @Test func sourcesWithGlibcHaveDarwin() throws {
    var count = 0
    for file in try Self.files()
    where Paths.fileExtension(file) == "swift" && !file.hasSuffix("/OtherSystemsTests.swift") {
      let bytes = try FileReader.contents(of: "\(Self.root)/\(file)", limit: 1 << 22)
      let source = String(decoding: bytes, as: UTF8.self)
      count += source.contains("import Glibc") ? 1 : 0
      #expect(!Self.isLinuxOnly(source), "\(file) needs '#else import Darwin'")
    }
    #expect(count > 20)
  }

  @Test func sourcesForLinuxAloneAreFound() {
    #expect(Self.isLinuxOnly("import Glibc\n"))
    #expect(!Self.isLinuxOnly("#if canImport(Glibc)\n  import Glibc\n#else\n  import Darwin\n#endif\n"))
  }
}
