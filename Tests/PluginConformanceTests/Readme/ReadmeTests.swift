import Art64
import ArtData
import ArtGAN
import ArtNN
import ArtPipeline
import ArtPluginTesting
import ArtSettings
import CPPNArt
import DCGANMNIST
import Foundation
import HybridGAN
import MLPGAN
import RGBArt
import Testing
import WGANGP

/// The README tells the truth: its code compiles and works, its documents are valid, its numbers are right.
@Suite("The README's examples")
struct ReadmeTests {
  private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The README's blocks of code in one language.
  private static func blocks(_ language: String) throws -> [String] {
    try text("README.md").components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test("Swift code is what is compiled here", arguments: ["Patterns.swift", "OwnProgram.swift"])
  func code(file: String) throws {
    let source = try Self.text("Tests/PluginConformanceTests/Readme/\(file)")
    #expect(try Self.blocks("swift").contains(source))
  }

  @Test("The example plugin does what a plugin must")
  func plugin() {
    #expect(ModelConformance(of: Patterns()).failures() == [])
    #expect(ModelConformance(of: Patterns(), settings: ["width": 5]).failures() == [])
  }

  @Test("Documents are valid")
  func documents() throws {
    let tools = Toolbox(
      models: try ModelRegistry(
        [Patterns(), RGBArt(), DCGANMNIST(), MLPGAN(), HybridGAN(), WGANGP(), Art64(), CPPNArt()]),
      datasets: try DatasetRegistry(DatasetRegistry.builtIn), stages: try StageRegistry(StageRegistry.builtIn))
    let documents = try Self.blocks("json")
    #expect(!documents.isEmpty)
    for document in documents where !Self.isModel(document) {
      let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
      try document.write(to: file, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(at: file) }
      #expect(throws: Never.self) { try Planner(tools).plan(file: file.path) }
    }
  }

  private static func isModel(_ text: String) -> Bool { text.contains("\"discriminator\": [") }

  @Test("Model files are models")
  func modelFiles() throws {
    let models = try Self.blocks("json").filter(Self.isModel)
    #expect(!models.isEmpty)
    for model in models {
      let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).artmodel.json")
      try model.write(to: file, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(at: file) }
      #expect(ModelConformance(of: ModelFile(file: file.path)).failures() == [])
    }
  }

  @Test("The model file's commands work as they are written")
  func modelFileCommand() throws {
    let readme = try Self.text("README.md")
    let command = try #require(
      readme.firstMatch(of: /artpipe run (\S+) --set (\S+) --plugin-path (\w+)\.artmodel\.json/))
    let model = try #require(try Self.blocks("json").first(where: Self.isModel))
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).artmodel.json")
    try model.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let tools = Toolbox(
      models: try ModelRegistry([DCGANMNIST(), ModelFile(file: file.path)]),
      datasets: try DatasetRegistry(DatasetRegistry.builtIn), stages: try StageRegistry(StageRegistry.builtIn))
    let plan = try Planner(tools).plan(
      file: Self.root.appending(path: String(command.1)).path, overrides: [SettingOverride(String(command.2))])
    #expect(plan.model?.id == String(command.3))
  }

  @Test("The table of models has the right numbers")
  func models() throws {
    let readme = try Self.text("README.md")
    let plugins: [any ModelPlugin] = [RGBArt(), DCGANMNIST(), MLPGAN(), HybridGAN(), WGANGP(), Art64()]
    for plugin in plugins {
      let definition = plugin.define(SettingsReader([:], log: ProblemLog()))
      let counts = try [definition.generator, definition.discriminator].map {
        try $0.parameterCount().total.formatted(.number.locale(Locale(identifier: "en_US")))
      }
      let row = try #require(readme.split(separator: "\n").first { $0.hasPrefix("| `\(plugin.id)` |") })
      for count in counts { #expect(row.contains(count), "\(plugin.id): \(count)") }
    }
  }

  @Test("Files that it mentions are there")
  func files() throws {
    let readme = try Self.text("README.md")
    for match in readme.matches(of: /\]\(([A-Za-z][^):]*)\)/) {
      let path = Self.root.appending(path: String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(match.1)")
    }
  }
}
