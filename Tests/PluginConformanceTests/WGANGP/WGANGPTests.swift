import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtPluginTesting
import ArtSettings
import ArtTensor
import Testing
import WGANGP

@Suite("wgan-gp")
struct WGANGPTests {
  private func define(_ settings: SettingValue = [:]) throws -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let definition = WGANGP().define(reader)
    reader.finish()
    try log.check()
    try definition.validate()
    return definition
  }

  /// The shapes behind each layer that changes them.
  private func shapes(_ network: Network) throws -> [Shape] {
    var shapes = [network.inputShape]
    for layer in network.layers {
      let next = try layer.outputShape(for: shapes[shapes.count - 1])
      if next != shapes.last { shapes.append(next) }
    }
    return shapes
  }

  @Test("learns by the paper's algorithm 1")
  func recipe() throws {
    let recipe = try define().recipe
    #expect(recipe.updateRule == .alternating(discriminatorSteps: 5))
    #expect(recipe.loss == .wasserstein)
    #expect(recipe.gradientPenalty == GradientPenalty(.wganGP, weight: 10, every: 1))
    #expect(recipe.generatorOptimizer == .adam(learningRate: 1e-4, beta1: 0, beta2: 0.9))
    #expect(recipe.discriminatorOptimizer == recipe.generatorOptimizer)
    #expect(recipe.batchSize == 64)
    #expect(recipe.imagesPerStep == 320)
  }

  @Test(
    "grows images from 4×4",
    arguments: [
      (28, [[4, 4, 256], [7, 7, 128], [14, 14, 64], [28, 28, 1]]),
      (64, [[8, 8, 256], [16, 16, 128], [32, 32, 64], [64, 64, 1]]),
      (12, [[2, 2, 256], [3, 3, 128], [6, 6, 64], [12, 12, 1]]),
    ])
  func generator(size: Int, expected: [[Int]]) throws {
    let generator = try define(["size": SettingValue(size)]).generator
    #expect(try shapes(generator).dropFirst(2).map(\.dimensions) == expected)
  }

  @Test("grows images whose sides are unlike")
  func rectangle() throws {
    let generator = try define(["width": 40, "height": 28]).generator
    #expect(
      try shapes(generator).dropFirst(2).map(\.dimensions) == [
        [4, 5, 256], [7, 10, 128], [14, 20, 64], [28, 40, 1],
      ])
  }

  @Test("has a critic without batch normalisation, and says what is wrong with one")
  func critic() throws {
    let usual = try define()
    #expect(!usual.discriminator.layers.contains { $0 is BatchNorm })
    #expect(usual.notes.isEmpty)
    #expect(
      try shapes(usual.discriminator).map(\.dimensions).dropLast(2) == [
        [28, 28, 1], [14, 14, 64], [7, 7, 128], [4, 4, 256],
      ])
    let layer = try define(["discriminator": ["normalization": "layer"]])
    #expect(layer.discriminator.layers.filter { $0 is LayerNorm }.count == 2)
    #expect(layer.notes.isEmpty)
    #expect(try define(["discriminator": ["normalization": "batch"]]).notes.count == 1)
  }

  @Test(
    "keeps what a plugin promises under other settings",
    arguments: [
      [
        "size": 32, "color": "rgb", "networks": "convolutional",
        "discriminator": ["normalization": "layer", "channels": [8, 8]],
      ],
      [
        "size": 12, "generator": ["normalization": "none", "channels": [8, 8, 8], "leakySlope": 0.1],
      ],
    ] as [SettingValue])
  func conformance(settings: SettingValue) {
    #expect(ModelConformance(of: WGANGP(), settings: settings).failures(on: CPUDevice(threads: 2)) == [])
  }
}
