import Foundation
import ProgramTestSupport
import Testing

/// The tutorials of the documentation show code that compiles, and end with the very files that the package builds.
struct TutorialTests {
  private static let catalog = "\(Program.package)/Sources/ArtPipeKit/ArtPipeKit.docc"

  /// Files of a tutorial's steps, and the files of the package that they are.
  static let built = [
    ("morph-package.swift", "Assets/Library/Package.swift"),
    ("morph-7.swift", "Assets/Library/Sources/ByHand/main.swift"),
    ("document.swift", "Assets/Library/Sources/FromDocument/main.swift"),
    ("plugin-package.swift", "Assets/Template/Package.swift"),
    ("plugin-4.swift", "Assets/Template/Sources/MyArt/Patterns.swift"),
    ("plugin-main.swift", "Assets/Template/Sources/MyArt/main.swift"),
    ("plugin-test.swift", "Assets/Template/Tests/MyArtTests/PatternsTests.swift"),
    ("plugin-pipeline.json", "Assets/Template/patterns.json"),
  ]

  /// Those of the steps before.
  static let steps = files().filter { file in file.hasSuffix(".swift") && !built.contains { $0.0 == file } }

  private static func files() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(catalog)/Resources")) ?? []).sorted()
  }

  @Test(arguments: built)
  func theLastStepIsWhatIsBuilt(step: String, file: String) throws {
    let texts = try ["\(Self.catalog)/Resources/\(step)", "\(Program.package)/\(file)"].map {
      try String(contentsOfFile: $0, encoding: .utf8)
    }
    #expect(texts[0] == texts[1], "\(step) is no longer \(file)")
  }

  @Test(arguments: steps)
  func aStepCompiles(file: String) throws {
    let run = try Self.check("\(Self.catalog)/Resources/\(file)")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func aStepThatDoesNotCompileIsFound() throws {
    let scratch = try Scratch()
    try scratch.write("import ArtPipeKit\nlet device = CPUDevice(thraeds: 2)\n", to: "slip.swift")
    let run = try Self.check(scratch.path(of: "slip.swift"))
    #expect(run.status != 0)
    #expect(run.errors.contains("slip.swift:2:"), "\(run.errors)")
  }

  @Test func everyResourceIsShownAndThere() throws {
    #expect(Self.steps.count >= 9)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(Self.catalog)/Tutorials")
    let texts = try names.map { try String(contentsOfFile: "\(Self.catalog)/Tutorials/\($0)", encoding: .utf8) }
    let shown = texts.flatMap { $0.matches(of: /(?:file|source): "([^"]+)"/).map { String($0.1) } }
    #expect(Set(shown) == Set(Self.files()))
  }

  /// Checks a file as the compiler does, with the modules that the package has built.
  private static func check(_ file: String) throws -> ProgramRun {
    let build = URL(filePath: Program.built("Modules")).deletingLastPathComponent()
    let checkouts = build.appending(path: "../../checkouts").standardizedFileURL
    let maps = [build, checkouts].flatMap { folder -> [String] in
      let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      // Modules in Swift have a map too, for Objective-C, which leads to headers that are made only there.
      return found.filter {
        $0.hasSuffix(".build/module.modulemap") || $0.hasSuffix("Sources/CYaml/include/module.modulemap")
      }
      .map { "\(folder.path)/\($0)" }
    }
    let modules = ["-I", Program.built("Modules")] + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    return try Program.find("swiftc", ["-typecheck", "-swift-version", "6"] + modules + [file])
  }
}
