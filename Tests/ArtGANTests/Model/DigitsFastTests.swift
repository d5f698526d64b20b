import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor
import DigitsFast
import Testing

@Suite("digits-fast")
struct DigitsFastTests {
  @Test("has its layers in their order")
  func layers() throws {
    let model = try define(DigitsFast())
    #expect(
      model.generator.layers.map(\.title) == [
        "Dense", "Reshape", "BatchNorm", "ReLU", "Conv2D", "BatchNorm", "ReLU", "Conv2DTranspose", "BatchNorm", "ReLU",
        "Conv2DTranspose", "Tanh",
      ])
    #expect(
      model.discriminator.layers.map(\.title) == [
        "Conv2D", "LeakyReLU", "Conv2D", "LeakyReLU", "Conv2D", "LeakyReLU", "Conv2D", "LeakyReLU", "Flatten", "Dense",
      ])
    #expect(model.imageShape == [28, 28, 1])
    #expect(model.latent == LatentSpace(size: 64))
    #expect(model.pixelRange == .signed)
  }

  @Test("has the recipe that QUALITY.md names")
  func recipe() throws {
    let recipe = try define(DigitsFast()).recipe
    #expect(recipe.loss == .nonSaturating)
    #expect(recipe.updateRule == .simultaneous)
    #expect(recipe.gradientPenalty == GradientPenalty(.r1, weight: 1, every: 8))
    #expect(recipe.ema == EMA(.halfLife(images: 10_000), rampUp: 0.05))
    #expect(recipe.batchSize == 64)
    for optimizer in [recipe.generatorOptimizer, recipe.discriminatorOptimizer] {
      #expect(optimizer == .adam(learningRate: 2e-3, beta1: 0.5, beta2: 0.99))
    }
    #expect(recipe.schedule == LearningRateSchedule(.linear(end: 0.1)))
  }

  @Test("has hidden layers where it is asked for", arguments: [[], [256], [96, 128]])
  func hidden(widths: [Int]) throws {
    let model = try define(DigitsFast(), ["generator": ["hidden": SettingValue(widths.map { SettingValue($0) })]])
    let bent = widths.flatMap { _ in ["Dense", "BatchNorm", "ReLU"] }
    let plain = try define(DigitsFast()).generator.layers.map(\.title)
    #expect(model.generator.layers.map(\.title) == bent + plain)
    #expect(model.generator.layers.compactMap { ($0 as? Dense)?.units } == widths + [7 * 7 * 64])
  }

  @Test("takes refinements and channels of any size")
  func settings() throws {
    let model = try define(
      DigitsFast(),
      [
        "size": 16, "generator": ["channels": [10, 6], "refinements": [2, 1]],
        "discriminator": ["channels": [4, 6, 8], "refinements": [0, 0, 2], "dropout": 0.5, "spectralNorm": true],
      ])
    #expect(model.generator.layers.count == 12 + 3 + 3)
    #expect(try model.generator.parameters()[0].shape == [64, 4 * 4 * 10])
    #expect(
      model.discriminator.layers.compactMap { ($0 as? Conv2D)?.kernelSize } == [4, 4, 4, 3, 3])
    #expect(model.discriminator.layers.count { $0 is Dropout } == 3)
    #expect(try model.discriminator.parameters().count { $0.name.hasSuffix(".u") } == 6)
  }

  @Test(
    "refuses lists of another length",
    arguments: [
      (["generator": ["refinements": [1]]], "generator.refinements: expected a list of 2 whole numbers, found 1"),
      (
        ["discriminator": ["channels": [8, 8, 8], "refinements": [1, 1]]],
        "discriminator.refinements: expected a list of 3 whole numbers, found 2"
      ),
      (["generator": ["channels": [8]]], "generator.channels: expected a list of 2 whole numbers, found 1"),
    ] as [(SettingValue, String)])
  func problems(settings: SettingValue, message: String) {
    #expect {
      try define(DigitsFast(), settings)
    } throws: {
      "\($0)" == message
    }
  }
}
