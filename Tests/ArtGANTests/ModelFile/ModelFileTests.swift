import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

@Suite("Model files") struct ModelFileTests {
  private static let root = String(#filePath.split(separator: "/Tests/")[0])
  private static let folder = "\(root)/Plugins"

  /// A model of few layers; `generator` and `discriminator` may be replaced, and keys added.
  private static func text(
    generator: String = #"[{"kind": "dense", "units": 16}, {"kind": "reshape", "shape": [4, 4, 1]}, "tanh"]"#,
    discriminator: String = #"["flatten", {"kind": "dense", "units": 1}]"#, more: String = ""
  ) -> String {
    """
    {"id": "dot", "summary": "small", "size": 4, "latentSize": 3,
     "generator": \(generator),
     "discriminator": \(discriminator)\(more)}
    """
  }

  private func read(_ text: String) throws -> ModelFile {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("dot.artmodel.json")
    try Data(text.utf8).write(to: file)
    return ModelFile(file: file.path)
  }

  @Test("may have a discriminator of patches, dropout as noise and skips")
  func patches() throws {
    let model = try read(
      Self.text(
        generator: #"""
          [{"kind": "dense", "units": 16}, {"kind": "reshape", "shape": [4, 4, 1]},
           {"kind": "skip", "layers": [{"kind": "dropout", "rate": 0.5, "alwaysOn": true}]},
           {"kind": "conv2d", "filters": 1, "kernelSize": 1}, "tanh"]
          """#,
        discriminator: #"[{"kind": "conv2d", "filters": 1, "kernelSize": 2, "strides": 2}]"#))
    #expect(model.problems.isEmpty)
    let definition = model.define(SettingsReader(nil, log: ProblemLog()))
    try definition.validate()
    #expect(definition.generator.layers[2] is SkipConnection)
    #expect(try definition.discriminator.outputShape() == [2, 2, 1])
  }

  @Test("are models as those in code are")
  func aFileIsAModel() throws {
    let model = try read(Self.text(more: #", "recipe": {"loss": "hinge", "batchSize": 8}"#))
    #expect(model.problems.isEmpty)
    #expect(model.id == "dot")
    let definition = model.define(SettingsReader(nil, log: ProblemLog()))
    try definition.validate()
    #expect(definition.imageShape == [4, 4, 1])
    #expect(definition.latent.size == 3)
    #expect(definition.recipe.loss == .hinge)
    #expect(definition.recipe.batchSize == 8)
    #expect(
      definition.generator
        == Network(name: "generator", inputShape: [3], [Dense(units: 16), Reshape(to: [4, 4, 1]), Tanh()]))
  }

  @Test("come as examples", arguments: ["tiny-digits", "residual-32"])
  func examples(id: String) throws {
    let models = try #require(ModelFolders.models(at: "\(Self.folder)/Models"))
    let model = try #require(models.first { $0.id == id })
    #expect(model.problems == [])
    #expect(model.source == "\(Self.folder)/Models/\(id).artmodel.json")
    try model.define(SettingsReader(nil, log: ProblemLog())).validate()
  }

  @Test(
    "tell each mistake with its place",
    arguments: [
      (text(more: #", "sise": 5"#), ":3:", "unknown key 'sise'"),
      (text(generator: "[]"), ":2:", "ends in shape [3], but [4, 4, 1] is needed"),
      (text(generator: #"{"kind": "dense"}"#), ":2:", "expected a list of layers"),
      (text(generator: #"["densed"]"#), ":2:", "this program has no layer 'densed'"),
      (text(generator: #"["densed"]"#), ":2:", "did you mean 'dense'?"),
      (text(generator: #"["dense"]"#), ":2:", "the key 'units' is missing"),
      (
        text(generator: #"[{"kind": "dense", "units": "many"}]"#), ":2:43: generator[0].units",
        "expected a whole number from 1 to 16,777,216, found \"many\""
      ),
      (text(generator: #"[{"kind": "dense", "units": 16, "useBiass": true}]"#), ":2:", "did you mean 'useBias'?"),
      (
        text(generator: #"[{"kind": "residual", "layers": [{"kind": "relu", "x": 1}]}]"#), ":2:",
        "unknown key 'x'; known here: kind"
      ),
      (
        text(generator: #"["tanh", {"kind": "conv2d", "filters": 1, "kernelSize": 3}]"#), ":2:24: generator[1]",
        "Conv2D"
      ),
      (
        text(discriminator: #"["flatten", {"kind": "dense", "units": 2}]"#), ":3:",
        "ends in shape [2], but [1] is needed"
      ),
      (
        text(
          generator:
            #"[{"kind": "dense", "units": 16}, {"kind": "groupNorm", "groups": 3}, {"kind": "reshape", "shape": [4, 4, 1]}]"#
        ),
        ":2:", "generator[1]: GroupNorm: needs a multiple of 3 channels"
      ),
      (
        text(discriminator: #"["flatten", {"kind": "dense", "units": 1}, "sigmoid"]"#), ":3:",
        "the discriminator ends in sigmoid, which gives 0 to 1, but losses take a logit"
      ),
      (
        text(discriminator: #"["relu", {"kind": "dense", "units": 1}]"#), ":3:",
        "the discriminator ends in a dense layer on each pixel, which sees nothing around it: put \"flatten\" before"
      ),
      (
        text(discriminator: #"[{"kind": "conv2d", "filters": 2, "kernelSize": 2, "strides": 2}]"#), ":3:",
        "ends in shape [2, 2, 2], but [1] is needed"
      ),
      (text(more: #", "recipe": {"batchSize": 0}"#), ":3:", "recipe.batchSize"),
      (text(more: #", "recipe": {"lr": 0.1}"#), ":3:", "unknown key 'lr'; did you mean 'learningRate'?"),
      (text(generator: #"["lrelu"]"#), ":2:", "did you mean 'leakyReLU'?"),
      (
        text(more: #", "pixelRange": "unit""#), ":2:89: generator: ",
        "the generator ends in tanh, which gives -1 to 1, but its images are 0 to 1 (\"pixelRange\": \"unit\"): half of "
          + "these numbers all become black; end it in \"sigmoid\", or set \"pixelRange\": \"signed\""
      ),
      (
        text(generator: #"[{"kind": "dense", "units": 16}, "sigmoid", {"kind": "reshape", "shape": [4, 4, 1]}]"#),
        ":2:59: generator: ",
        "the generator ends in sigmoid, which gives 0 to 1, but its images are -1 to 1 (\"pixelRange\": \"signed\"): "
          + "nothing darker than mid-grey can be made; end it in \"tanh\", or set \"pixelRange\": \"unit\""
      ),
      (#"{"id": "Dot!", "summary": "x", "generator": [], "discriminator": []}"#, ":1:", "small letters"),
      (#"{"summary": "x"}"#, ":1:1", "the key 'id' is missing"),
      (#"{"id": "dot", "#, ":1:15: ", "found the end of the file"),
    ])
  func mistakes(text: String, place: String, words: String) throws {
    let model = try read(text)
    let log = ProblemLog()
    _ = model.define(SettingsReader(nil, log: log))
    #expect(log.problems == model.problems, "what is wrong is told where the model is used")
    let told = model.problems.map(\.description)
    #expect(told.contains { $0.contains("dot.artmodel.json\(place)") && $0.contains(words) }, "\(told)")
    #expect(model.id == "dot")
    #expect(model.summary.hasPrefix("cannot be used: "))
  }

  @Test("have a schema that is made from what reads them")
  func schema() throws {
    let file = "\(Self.root)/Assets/Schemas/artmodel.schema.json"
    let schema = ModelFile.schema()
    #expect(
      try String(contentsOfFile: file, encoding: .utf8) == schema.prettyJSON,
      "write it anew: artpipe models schema > Assets/Schemas/artmodel.schema.json")
    let dense = try #require(schema["$defs"]?["layer-dense"])
    #expect(dense["properties"]?["kind"]?.canonicalJSON == #"{"enum":["dense"]}"#)
    #expect(dense["properties"]?["units"]?["minimum"]?.number?.integer == 1)
    #expect(schema["$defs"]?["layer"]?["anyOf"]?.array?[1]["properties"]?["kind"]?["enum"]?.array?.first == "dense")
    #expect(dense["required"]?.canonicalJSON == #"["kind","units"]"#)
  }

  @Test("are found in folders, by their endings")
  func folders() throws {
    #expect(ModelFolders.models(at: "\(Self.folder)/nothing") == nil)
    #expect(ModelFolders.models(at: "\(Self.root)/Package.swift") == nil)
    #expect(ModelFolders.models(at: Self.folder)?.map(\.id) == ["residual-32", "tiny-digits"])
    #expect(ModelFolders.user(environment: ["HOME": "/h"]) == "/h/.config/artpipe/models")
    #expect(ModelFolders.user(environment: ["HOME": "/h", "XDG_CONFIG_HOME": "/c"]) == "/c/artpipe/models")
  }
}
