import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor
import DCGANMNIST
import HybridGAN
import MLPGAN
import RGBArt
import Testing

/// A plugin's model under some settings.
func define(_ plugin: any ModelPlugin, _ settings: SettingValue = [:]) throws -> ModelDefinition {
  let log = ProblemLog()
  let reader = SettingsReader(settings, log: log)
  let definition = plugin.define(reader)
  reader.finish()
  try log.check()
  try definition.validate()
  return definition
}

@Suite("The four seed models")
struct SeedModelTests {
  static let plugins: [any ModelPlugin] = [DCGANMNIST(), RGBArt(), MLPGAN(), HybridGAN()]

  @Test(
    "have the parameters of their documents",
    arguments: [
      ("dcgan-mnist", 2_330_944, 212_865), ("rgb-art", 2_334_144, 216_065), ("mlp-gan", 130_576, 117_121),
      ("hybrid-gan", 130_576, 212_865),
    ])
  func parameters(id: String, generator: Int, discriminator: Int) throws {
    let definition = try define(ModelRegistry(Self.plugins).plugin(id))
    #expect(try definition.generator.parameterCount().total == generator)
    #expect(try definition.discriminator.parameterCount().total == discriminator)
  }

  @Test("have the recipes of their documents")
  func recipes() throws {
    let registry = try ModelRegistry(Self.plugins)
    for id in ["dcgan-mnist", "rgb-art"] {
      let definition = try define(registry.plugin(id))
      #expect(definition.recipe.updateRule == .simultaneous)
      #expect(definition.recipe.loss == .nonSaturating)
      #expect(definition.recipe.generatorOptimizer == .adam(learningRate: 1e-4))
      #expect(definition.recipe.discriminatorOptimizer == .adam(learningRate: 1e-4))
      #expect(definition.recipe.batchSize == 256)
      #expect(definition.pixelRange == .signed)
      #expect(definition.latent == LatentSpace(size: 100))
    }
    for (id, rule) in [("mlp-gan", UpdateRule.simultaneous), ("hybrid-gan", .alternating(discriminatorSteps: 1))] {
      let definition = try define(registry.plugin(id))
      #expect(definition.recipe.updateRule == rule)
      #expect(definition.recipe.generatorOptimizer == .adam(learningRate: 2e-4))
      #expect(definition.recipe.batchSize == 128)
      #expect(definition.recipe.budget == .epochs(100))
      #expect(definition.pixelRange == .unit)
    }
    #expect(try define(registry.plugin("rgb-art")).imageShape == [28, 28, 3])
    #expect(try define(registry.plugin("dcgan-mnist")).imageShape == [28, 28, 1])
  }

  @Test("have the layers of their documents")
  func layers() throws {
    let dcgan = try define(DCGANMNIST())
    let kinds = dcgan.generator.layers.map { $0.title }
    #expect(
      kinds == [
        "Dense", "BatchNorm", "LeakyReLU", "Reshape", "Conv2DTranspose", "BatchNorm", "LeakyReLU", "Conv2DTranspose",
        "BatchNorm", "LeakyReLU", "Conv2DTranspose", "Tanh",
      ])
    #expect(
      dcgan.discriminator.layers.map { $0.title } == [
        "Conv2D", "LeakyReLU", "Dropout", "Conv2D", "LeakyReLU", "Dropout", "Flatten", "Dense",
      ])
    #expect(
      try define(MLPGAN()).generator.layers.map { $0.title } == [
        "Dense", "LeakyReLU", "Dense", "LeakyReLU", "Dense", "Reshape",
      ])
  }

  @Test("take every setting")
  func settings() throws {
    let art = try define(
      RGBArt(),
      [
        "size": 32, "width": 48, "latentSize": 16, "latentDistribution": "uniform",
        "generator": [
          "channels": [8, 6, 4], "kernelSize": 3, "leakySlope": 0.1, "output": "sigmoid", "normMomentum": 0.9,
          "normEpsilon": 0.01, "initializer": "normal", "spectralNorm": true,
        ],
        "discriminator": [
          "channels": [4, 6, 8], "dropout": 0, "leakySlope": 0.2, "spectralNorm": true,
          "initializer": ["kind": "normal", "standardDeviation": 0.05],
        ],
      ])
    #expect(art.imageShape == [32, 48, 3])
    #expect(art.latent == LatentSpace(size: 16, distribution: .uniform))
    #expect(art.pixelRange == .unit)
    #expect(try art.generator.parameters()[0].shape == [16, 8 * 12 * 8])
    #expect(try art.generator.parameters()[0].initializer == .normal(standardDeviation: 0.02))
    #expect(art.generator.layers[1] as? BatchNorm == BatchNorm(momentum: 0.9, epsilon: 0.01))
    #expect(art.generator.layers[2] as? LeakyReLU == LeakyReLU(slope: 0.1))
    #expect(try art.discriminator.parameters()[0].initializer == .normal(standardDeviation: 0.05))
    #expect(art.discriminator.layers.count == 8)
    #expect(try art.generator.parameters().count { $0.name.hasSuffix(".u") } == 4)
    #expect(try art.discriminator.parameters().count { $0.name.hasSuffix(".u") } == 4)

    let mlp = try define(
      MLPGAN(),
      [
        "size": 9, "color": "rgb", "generator": ["widths": [5], "output": "tanh"],
        "discriminator": ["widths": [7, 6, 5], "dropout": 0.5, "spectralNorm": true],
      ])
    #expect(mlp.imageShape == [9, 9, 3])
    #expect(mlp.pixelRange == .signed)
    #expect(mlp.discriminator.layers.count == 1 + 3 * 3 + 1)
    #expect(mlp.notes.isEmpty)
    #expect(try mlp.discriminator.parameters().count { $0.name.hasSuffix(".u") } == 4)
  }

  @Test("take any normalisation that works on their numbers", arguments: Normalization.Kind.allCases)
  func normalization(_ kind: Normalization.Kind) throws {
    let name = SettingValue(kind.rawValue)
    let art = try define(
      RGBArt(),
      ["generator": ["channels": [16, 8, 8], "normalization": name], "discriminator": ["normalization": name]])
    let layer = Normalization(kind).layers.first?.title
    let generator = art.generator.layers.map(\.title)
    #expect(generator.count { $0 == layer } == (kind == .none ? 0 : 3))
    // Without one, or with one that centres nothing, layers have biases.
    #expect((art.generator.layers[0] as? Dense)?.useBias == [.none, .pixel].contains(kind))
    #expect(art.discriminator.layers.map(\.title).count { $0 == layer } == (kind == .none ? 0 : 1))
    // Before the first activation there is none.
    #expect(art.discriminator.layers[1].title == "LeakyReLU")

    guard kind != .instance else { return }
    let mlp = try define(
      MLPGAN(), ["generator": ["normalization": name], "discriminator": ["normalization": name]])
    #expect(mlp.generator.layers.map(\.title).count { $0 == layer } == (kind == .none ? 0 : 2))
    #expect(mlp.discriminator.layers.map(\.title).count { $0 == layer } == (kind == .none ? 0 : 1))
  }

  @Test(
    "refuse impossible settings in words",
    arguments: [
      (["size": 30], "size: expected a multiple of 4 such as 32, found 30"),
      (["width": 2], "width: expected a whole number from 4 to 1,024, found 2"),
      (["generator": ["channels": [8, 4]]], "generator.channels: expected a list of 3 whole numbers, found 2"),
      (["generator": ["chanels": [8, 4, 2]]], "generator: unknown key 'chanels'; did you mean 'channels'?"),
      (
        ["generator": ["initializer": ["kind": "heNormal", "gain": 2]]],
        "generator.initializer.gain: the initializer 'heNormal' has no 'gain'"
      ),
      (
        ["discriminator": ["initializer": "heNormall"]],
        "discriminator.initializer.kind: expected \"zeros\", \"ones\", \"constant\", \"glorotUniform\", "
          + "\"glorotNormal\", \"heUniform\", \"heNormal\", \"normal\" or \"orthogonal\", found \"heNormall\"; did you "
          + "mean 'heNormal'?"
      ),
      (
        ["discriminator": ["normMomentum": 0.5]],
        "discriminator.normMomentum: the normalization 'none' has no 'normMomentum'"
      ),
      (
        ["generator": ["normalization": "batch", "normGroups": 4]],
        "generator.normGroups: the normalization 'batch' has no 'normGroups'"
      ),
      (["latentSize": 0], "latentSize: expected a whole number from 1 to 4,096, found 0"),
    ] as [(SettingValue, String)])
  func problems(settings: SettingValue, message: String) {
    #expect {
      try define(RGBArt(), settings)
    } throws: {
      "\($0)" == message
    }
  }
}
