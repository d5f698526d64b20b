import Art64
import ArtCPU
import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtNN
import ArtPipeline
import ArtPluginTesting
import ArtSettings
import ArtTensor
import CPPNArt
import CycleGAN
import DCGANMNIST
import DigitsFast
import FastCUT
import Foundation
import HybridGAN
import MLPGAN
import OneImage
import Pix2Pix
import RGBArt
import Testing
import WGANGP

/// The documentation tells the truth: its code compiles and works, its documents are valid, its numbers are right.
@Suite("The documentation's examples")
struct ReadmeTests {
  private static let plugins: [any ModelPlugin] = [
    RGBArt(), DCGANMNIST(), DigitsFast(), MLPGAN(), HybridGAN(), WGANGP(), Art64(), CPPNArt(), Pix2Pix(), CycleGAN(),
    FastCUT(), OneImage(),
  ]

  private static func tools(_ models: [any ModelPlugin] = []) throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry(plugins + models), datasets: try DatasetRegistry(DatasetRegistry.builtIn),
      stages: try StageRegistry(StageRegistry.builtIn),
      metrics: try MetricRegistry(MetricRegistry.builtIn + [Brightness()]),
      losses: try LossRegistry(LossRegistry.builtIn + [.squaredHinge]))
  }

  /// A folder like the project's, in which examples find what they name.
  private static func withFolder(_ body: (_ docs: URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let docs = folder.appending(path: "docs")
    try FileManager.default.createDirectory(at: docs, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "Assets"), withDestinationURL: Page.root.appending(path: "Assets"))
    for images in ["shells", "stickers", "photos"] {
      try FileManager.default.createDirectory(at: docs.appending(path: images), withIntermediateDirectories: true)
    }
    for file in ["photo.jpg", "painting.jpg"] {
      try FileManager.default.copyItem(
        at: Page.root.appending(path: "Assets/Own/sun.png"), to: docs.appending(path: file))
    }
    try #"{"artpoints": 1, "points": [{"latent": [0]}]}"#.write(
      to: docs.appending(path: "choices.artpoints.json"), atomically: true, encoding: .utf8)
    try body(docs)
  }

  private static func isModelFile(_ text: String) -> Bool { text.contains("\"discriminator\": [") }

  /// The document that an example is, or is a part of.
  private static func document(_ example: String) -> String {
    if example.contains("\"stages\"") { return example }
    if example.contains("\"plugin\"") {
      return "{\"model\": \(example), \"dataset\": \"blossoms\", \"stages\": [\"train\"]}"
    }
    return "{\"model\": \"rgb-art\", \"stages\": [\(example)]}"
  }

  @Test(
    "Swift code is what is compiled",
    arguments: [
      "Assets/Library/Package.swift", "Assets/Library/Sources/ByHand/main.swift",
      "Assets/Library/Sources/FromDocument/main.swift",
      "Assets/Template/Package.swift", "Assets/Template/Sources/MyArt/main.swift",
      "Assets/Template/Sources/MyArt/Patterns.swift", "Assets/Template/Tests/MyArtTests/PatternsTests.swift",
      "Tests/PluginConformanceTests/Readme/Gate.swift", "Tests/PluginConformanceTests/Readme/Brightness.swift",
      "Tests/PluginConformanceTests/Readme/SquaredHinge.swift", "Tests/PluginConformanceTests/Readme/OwnProgram.swift",
    ])
  func code(file: String) throws {
    let source = try Page(file).text
    #expect(try Page("docs/plugins.md").blocks("swift").contains(source))
  }

  @Test("The example plugin does what a plugin must")
  func plugin() {
    #expect(ModelConformance(of: Patterns()).failures(on: CPUDevice(threads: 2)) == [])
    #expect(ModelConformance(of: Patterns(), settings: ["width": 5]).failures(on: CPUDevice(threads: 2)) == [])
  }

  @Test("The example program knows its own parts")
  func program() throws {
    let tools = try makeToolbox()
    #expect(tools.models["patterns"] != nil && tools.metrics["brightness"] != nil)
    #expect(tools.components.losses["squared-hinge"] != nil && tools.components.layers["gate"] != nil)
  }

  @Test("The example layer works, in a model whose layers nobody registered")
  func layer() {
    struct Gated: ModelPlugin {
      let id = "gated"
      let summary = "patterns with gates"
      let documentation = "The example model with the example layer behind its activations."
      let defaultDataset = "blossoms"
      func define(_ settings: SettingsReader) -> ModelDefinition {
        var definition = Patterns().define(settings)
        definition.id = id
        definition.generator.layers.insert(Gate(gain: 0.5), at: 2)
        return definition
      }
    }
    #expect(ModelConformance(of: Gated()).failures(on: CPUDevice(threads: 2)) == [])
  }

  @Test("A model that cannot learn is told", arguments: [true, false])
  func wrongEnds(ofGenerator: Bool) {
    struct Wrong: ModelPlugin {
      let ofGenerator: Bool
      let id = "wrong"
      let summary = "ends wrongly"
      let defaultDataset = "blossoms"
      let documentation = "A generator or a discriminator that ends in sigmoid, where it should not."
      func define(_ settings: SettingsReader) -> ModelDefinition {
        var definition = Patterns().define(settings)
        definition.id = id
        if ofGenerator {
          definition.generator.layers[definition.generator.layers.count - 1] = Sigmoid()
        } else {
          definition.discriminator.layers.append(Sigmoid())
        }
        return definition
      }
    }
    let failures = ModelConformance(of: Wrong(ofGenerator: ofGenerator)).failures(on: CPUDevice(threads: 2))
    let words = ofGenerator ? "the generator ends in sigmoid" : "the discriminator ends in sigmoid, which gives 0 to 1"
    #expect(failures.contains { $0.message.contains(words) }, "\(failures)")
  }

  @Test("The example metric measures what it says")
  func metric() throws {
    let grey = try ImageSet(height: 1, width: 2, channels: 1, pixels: [0, 255, 255, 255])
    let samples = SampleSet(grey, pool: ThreadPool(threads: 1)) { _ in throw MetricsError.lacks(.features, metric: "") }
    let value = try Brightness().measure(Comparison(real: samples, generated: samples, key: RandomKey(seed: 1)))
    #expect(value?.estimate.value == 0.75)
  }

  @Test("Each metric is in the table of metrics", arguments: MetricRegistry.builtIn.map(\.id))
  func metrics(id: String) throws {
    let table = try Page("docs/evaluation.md").text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(table.contains { $0.contains("`\(id)`") })
  }

  @Test("Documents, and the stages and models that are parts of some, are valid", arguments: Page.documentation)
  func documents(path: String) throws {
    let page = try Page(path)
    let json = page.blocks("json").filter { !Self.isModelFile($0) }.map { (Self.document($0), "json") }
    try Self.withFolder { docs in
      let models = try page.blocks("json").filter(Self.isModelFile).map { try Self.written($0, to: docs) }
      let tools = try Self.tools([Patterns()] + models)
      for (text, ending) in json + page.blocks("yaml").map({ ($0, "yaml") }) {
        let file = docs.appending(path: "example.\(ending)")
        try text.write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: Never.self, "\(path): \(text)") { try Planner(tools).plan(file: file.path) }
      }
    }
  }

  /// A page's model file with weights beside it, as `artpipe import` writes both.
  private static func written(_ text: String, to docs: URL) throws -> ModelFile {
    let file = docs.appending(path: "example.artmodel.json")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let model = ModelFile(file: file.path)
    let definition = model.define(SettingsReader(nil, log: ProblemLog()))
    try ImportedModel(definition: definition, weights: [:]).checkpoint(seed: 1).write(
      to: .typed(docs.appending(path: "\(model.id).safetensors").path))
    return model
  }

  @Test("There are documents, in JSON and in YAML, and stages alone")
  func kinds() throws {
    let blocks = try Page.documentation.flatMap { try Page($0).blocks("json") }
    #expect(blocks.filter { $0.contains("\"stages\"") }.count >= 4)
    #expect(blocks.contains { $0.hasPrefix("{\"kind\"") })
    #expect(try !Page("docs/pipelines.md").blocks("yaml").isEmpty)
  }

  @Test(
    "Each stage's settings are named in its section of the pages about stages",
    arguments: StageRegistry.builtIn.map { $0.kind })
  func settings(kind: String) throws {
    let pages = try ["docs/stages.md", "docs/videos.md", "docs/steering.md"].map { try Page($0) }
    let section = try #require(pages.flatMap(\.sections).first { $0.level == "##" && $0.title == kind })
    let text = section.prose.joined(separator: "\n")
    let described = try #require(try StageRegistry(StageRegistry.builtIn).describe(kind, in: SettingsEnvironment()))
    for setting in described where !["kind", "id", "from"].contains(setting.key) {
      #expect(text.contains("`\(setting.key)`") || text.contains("`\(setting.key)."), "\(kind): \(setting.key)")
    }
  }

  @Test("Model files are models")
  func modelFiles() throws {
    let models = try Page("docs/plugins.md").blocks("json").filter(Self.isModelFile)
    #expect(!models.isEmpty)
    try Self.withFolder { docs in
      for model in models {
        let file = docs.appending(path: "example.artmodel.json")
        try model.write(to: file, atomically: true, encoding: .utf8)
        #expect(ModelConformance(of: ModelFile(file: file.path)).failures(on: CPUDevice(threads: 2)) == [])
      }
    }
  }

  @Test("The model file's commands work as they are written")
  func modelFileCommand() throws {
    let page = try Page("docs/plugins.md")
    let command = try #require(
      page.text.firstMatch(of: /artpipe run (\S+) --set (\S+) --plugin-path (\w+)\.artmodel\.json/))
    let model = try #require(page.blocks("json").first(where: Self.isModelFile))
    try Self.withFolder { docs in
      let file = docs.appending(path: "example.artmodel.json")
      try model.write(to: file, atomically: true, encoding: .utf8)
      let plan = try Planner(Self.tools([ModelFile(file: file.path)])).plan(
        file: Page.root.appending(path: String(command.1)).path, overrides: [SettingOverride(String(command.2))])
      #expect(plan.model?.id == String(command.3))
    }
  }

  @Test("The table of models has the right numbers", arguments: plugins.map(\.id))
  func models(id: String) throws {
    let plugin = try #require(Self.plugins.first { $0.id == id })
    let definition = plugin.define(SettingsReader([:], log: ProblemLog()))
    let counts = try [definition.generator, definition.discriminator].map {
      try $0.parameterCount().total.formatted(.number.locale(Locale(identifier: "en_US")))
    }
    let row = try #require(
      try Page("docs/models.md").text.split(separator: "\n").first { $0.hasPrefix("| `\(id)` |") })
    for count in counts { #expect(row.contains(count), "\(id): \(count)") }
  }
}
