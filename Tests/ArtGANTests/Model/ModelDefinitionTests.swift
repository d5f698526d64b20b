import ArtGAN
import ArtNN
import ArtTensor
import Foundation
import MLPGAN
import Testing

@Suite("Model definitions")
struct ModelDefinitionTests {
  @Test("survive encoding", arguments: SeedModelTests.plugins.map(\.id))
  func coding(id: String) throws {
    let definition = try define(ModelRegistry(SeedModelTests.plugins).plugin(id))
    let copy = try JSONDecoder().decode(
      ModelDefinition.self, from: JSONEncoder().encode(definition), configuration: .standard)
    #expect(copy == definition)
  }

  static let damages: [Damage<ModelDefinition>] = [
    Damage("the generator's input has shape [100], but the model needs [7]") { $0.latent = LatentSpace(size: 7) },
    Damage("the generator's output has shape [784], but the model needs [28, 28, 1]") {
      $0.generator.layers.removeLast()
    },
    Damage("the discriminator's output has shape [2], but the model needs [1]") {
      $0.discriminator.layers[$0.discriminator.layers.count - 1] = Dense(units: 2)
    },
    Damage(
      "the generator cannot be built: generator.layers.0 (Dense): the number of units must be between 1 and 16,777,216, "
        + "and is 0"
    ) { $0.generator.layers.insert(Dense(units: 0), at: 0) },
    Damage("names: both networks are named 'generator', so that their weights cannot be told apart") {
      $0.discriminator.name = "generator"
    },
    Damage("imageShape: an image has 1, 3 or 4 channels, not 2") { $0.imageShape = [28, 28, 2] },
    Damage("imageShape: must be height, width and channels, with sides from 1 to 1,024, not [28, 28]") {
      $0.imageShape = [28, 28]
    },
    Damage("recipe.batchSize: expected a whole number from 1 to 65,536, found 0") { $0.recipe.batchSize = 0 },
    Damage("recipe.labelSmoothing: expected a number from 0 to below 1, found 1") { $0.recipe.labelSmoothing = 1 },
    Damage("recipe.labelSmoothing: the loss 'hinge' has no labels to smooth") {
      $0.recipe.loss = .hinge
      $0.recipe.labelSmoothing = 0.1
    },
    Damage("recipe.generatorOptimizer.learningRate: expected a number above 0, found 0") {
      $0.recipe.generatorOptimizer.learningRate = 0
    },
    Damage("recipe.gradientPenalty.weight: expected a number above 0, found 0") {
      $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0)
    },
    Damage("recipe.gradientPenalty.every: expected a whole number from 1 to 1,000, found 0") {
      $0.recipe.gradientPenalty = GradientPenalty(.r1, every: 0)
    },
    Damage("recipe.ema.decay: expected a number from 0 to below 1, found 1") {
      $0.recipe.ema = EMA(.decay(1))
    },
    Damage("recipe.ema.halfLife: expected a number above 0, found 0") {
      $0.recipe.ema = EMA(.halfLife(images: 0))
    },
    Damage("recipe.ema.rampUp: expected a number from 0 to 1, found 2") { $0.recipe.ema = EMA(rampUp: 2) },
    Damage("recipe.budget.steps: expected a whole number of at least 1, found 0") { $0.recipe.budget = .steps(0) },
    Damage("recipe.discriminatorSteps: expected a whole number from 1 to 1,000, found 0") {
      $0.recipe.updateRule = .alternating(discriminatorSteps: 0)
    },
    Damage("recipe.generatorOptimizer.l1: expected a number of at least 0, found \"NaN\"") {
      $0.recipe.generatorOptimizer.l1 = .nan
    },
    Damage("recipe.discriminatorOptimizer.clipNorm: expected a number above 0, found \"infinity\"") {
      $0.recipe.discriminatorOptimizer.clipping = .globalNorm(.infinity)
    },
    Damage("recipe.generatorOptimizer.learningRate: expected a number above 0 to 1,000,000,000, found 1e+300") {
      $0.recipe.generatorOptimizer.learningRate = 1e300
    },
    Damage("recipe.diffAugment.cutout: expected a number from 0 to 0.9, found -1") {
      $0.recipe.augmentation = DiscriminatorAugmentation(cutout: -1)
    },
    Damage("recipe.schedule.end: expected a number from 0 to 1, found 2") {
      $0.recipe.schedule = LearningRateSchedule(.linear(end: 2))
    },
  ]

  @Test(
    "that cannot work are refused in words",
    arguments: damages)
  func validation(_ damage: Damage<ModelDefinition>) throws {
    var definition = try define(MLPGAN())
    damage.body(&definition)
    #expect {
      try definition.validate()
    } throws: {
      "\($0)" == damage.message
    }
  }
}
