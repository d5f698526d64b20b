import Foundation
import Testing

/// The product knows programs, devices and executors, and no processor.
struct EngineSeamTests {
  private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

  /// The Swift files that import a module, by their paths from the root.
  private static func importers(of module: String, below folders: String...) throws -> [String] {
    let pattern = try Regex("(?m)^[^/\n]*\\bimport \(module)\\b")
    return try folders.flatMap { folder -> [String] in
      let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      return try (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
        .filter {
          try String(contentsOf: root.appending(path: $0), encoding: .utf8).firstMatch(of: pattern) != nil
        }
    }.sorted()
  }

  @Test("Only the command line names the engine")
  func engine() throws {
    let importers = try Self.importers(of: "ArtCPU", below: "Sources", "Plugins")
    // The umbrella module imports every module, to export it.
    #expect(
      importers.filter { !$0.hasPrefix("Sources/ArtPipeKit/") } == ["Sources/ArtPipeCommandLine/ArtPipeCommand.swift"])
    // The search can find something.
    #expect(try !Self.importers(of: "ArtGraph", below: "Sources", "Plugins").isEmpty)
  }

  @Test("Graphs know no kernels", arguments: ["CArtKernels", "COpenBLAS", "ArtProducts"])
  func kernels(module: String) throws {
    #expect(try Self.importers(of: module, below: "Sources/ArtGraph").isEmpty)
  }
}
