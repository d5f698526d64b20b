import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtPluginTesting
import ArtSettings
import ArtTensor
import Testing
import WGANGP

@Suite("wgan-gp with residual networks")
struct ResidualWGANGPTests {
  static func define(_ settings: SettingValue) throws -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let definition = WGANGP().define(reader)
    reader.finish()
    try log.check()
    try definition.validate()
    return definition
  }

  private static let cifar: SettingValue = ["size": 32, "color": "rgb"]

  /// The shapes behind all layers.
  private func shapes(_ network: Network) throws -> [[Int]] {
    var shape = network.inputShape
    return try network.layers.map {
      shape = try $0.outputShape(for: shape)
      return shape.dimensions
    }
  }

  @Test("has the shapes of the paper's table")
  func shapes() throws {
    let model = try Self.define(Self.cifar)
    #expect(
      try shapes(model.generator) == [
        [2048], [4, 4, 128], [8, 8, 128], [16, 16, 128], [32, 32, 128], [32, 32, 128], [32, 32, 128], [32, 32, 3],
        [32, 32, 3],
      ])
    #expect(
      try shapes(model.discriminator) == [
        [16, 16, 128], [8, 8, 128], [8, 8, 128], [8, 8, 128], [8, 8, 128], [1, 1, 128], [128], [1],
      ])
  }

  /// The paper's architecture counted by hand: convolutions and dense layers with biases, γ and β of batch normalisation.
  @Test("has as many parameters as the paper's architecture", arguments: [(128, 3), (16, 1)])
  func parameters(width: Int, colors: Int) throws {
    let widths = { (count: Int) in SettingValue([Int](repeating: width, count: count).map { SettingValue($0) }) }
    let model = try Self.define([
      "size": 32, "color": colors == 3 ? "rgb" : "grey", "generator": ["channels": widths(3)],
      "discriminator": ["channels": widths(4)],
    ])
    let convolution = { (kernel: Int, from: Int, to: Int) in kernel * kernel * from * to + to }
    let block = 2 * convolution(3, width, width)
    let dense = 128 * 16 * width + 16 * width
    let generator =
      dense + 3 * (block + convolution(1, width, width) + 2 * 2 * width) + 2 * width + convolution(3, width, colors)
    let first = convolution(3, colors, width) + convolution(3, width, width) + convolution(1, colors, width)
    let critic = first + block + convolution(1, width, width) + 2 * block + width + 1
    func trainable(_ network: Network) throws -> Int {
      try network.parameters().filter(\.isTrainable).reduce(0) { $0 + $1.shape.count }
    }
    #expect(try trainable(model.generator) == generator)
    #expect(try trainable(model.discriminator) == critic)
    if width == 128 { #expect((generator, critic) == (1_204_483, 1_053_825)) }
  }

  @Test("learns as the paper says for CIFAR-10")
  func recipe() throws {
    let recipe = try Self.define(Self.cifar).recipe
    #expect(recipe.updateRule == .alternating(discriminatorSteps: 5))
    #expect(recipe.loss == .wasserstein)
    #expect(recipe.gradientPenalty == GradientPenalty(.wganGP, weight: 10, every: 1))
    #expect(recipe.generatorOptimizer == .adam(learningRate: 2e-4, beta1: 0, beta2: 0.9))
    #expect(recipe.discriminatorOptimizer == recipe.generatorOptimizer)
    #expect(recipe.batchSize == 64)
    #expect(recipe.budget == .steps(100_000))
    #expect(recipe.inputs(atStep: 0, of: 100_000).generatorLearningRate == 2e-4)
    #expect(recipe.inputs(atStep: 50_000, of: 100_000).generatorLearningRate == 1e-4)
    #expect(recipe.inputs(atStep: 99_999, of: 100_000).generatorLearningRate < 1e-8)
  }

  @Test(
    "is chosen by the image's size, or by name",
    arguments: [
      (["size": 32], true), (["size": 28], false), ([:], false), (["size": 64], false), (["width": 32], false),
      (["size": 32, "networks": "convolutional"], false), (["size": 16, "networks": "residual"], true),
    ] as [(SettingValue, Bool)])
  func choice(settings: SettingValue, isResidual: Bool) throws {
    let model = try Self.define(settings)
    #expect(model.generator.layers.contains { $0 is ResidualBlock } == isResidual)
    #expect(model.discriminator.layers.contains { $0 is ResidualBlock } == isResidual)
    #expect((model.recipe.schedule == .constant) == !isResidual)
  }

  @Test("says which sides residual networks can have")
  func mistake() {
    let error = #expect(throws: (any Error).self) { try Self.define(["size": 28, "networks": "residual"]) }
    #expect(
      "\(error.map { "\($0)" } ?? "")".contains(
        "residual networks make images whose sides are multiples of 8, not 28×28"))
  }

  @Test(
    "keeps what a plugin promises",
    arguments: [
      [
        "size": 32, "color": "rgb", "generator": ["channels": [8, 6, 4]], "discriminator": ["channels": [4, 6, 6, 8]],
      ],
      [
        "size": 16, "networks": "residual", "generator": ["channels": [8, 8, 8], "normalization": "none"],
        "discriminator": ["channels": [4, 6, 8], "normalization": "layer", "leakySlope": 0.1, "dropout": 0.1],
      ],
      ["width": 24, "height": 8, "networks": "residual", "discriminator": ["channels": [4]]],
    ] as [SettingValue])
  func conformance(settings: SettingValue) {
    #expect(ModelConformance(of: WGANGP(), settings: settings).failures(on: CPUDevice(threads: 2)) == [])
  }
}
