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
    Damage("the discriminator's output has shape [28, 28, 1], but the model needs [1]") {
      $0.discriminator.layers.remove(at: 0)
    },
    Damage(
      "the generator cannot be built: generator.layers.0 (Dense): the number of units must be between 1 and 16777216, "
        + "and is 0"
    ) { $0.generator.layers.insert(Dense(units: 0), at: 0) },
    Damage("names: both networks are named 'generator', so that their weights cannot be told apart") {
      $0.discriminator.name = "generator"
    },
    Damage("imageShape: an image has 1, 3 or 4 channels, not 2") { $0.imageShape = [28, 28, 2] },
    Damage("imageShape: must be height, width and channels, all above 0, not [28, 28]") {
      $0.imageShape = [28, 28]
    },
    Damage("batchSize: must be from 1 to 65536, not 0") { $0.recipe.batchSize = 0 },
    Damage("labelSmoothing: must be from 0 to below 1, not 1.0") { $0.recipe.labelSmoothing = 1 },
    Damage("labelSmoothing: has no meaning for the loss 'hinge'") {
      $0.recipe.loss = .hinge
      $0.recipe.labelSmoothing = 0.1
    },
    Damage("generatorOptimizer.learningRate: must be above 0, not 0.0") {
      $0.recipe.generatorOptimizer.learningRate = 0
    },
    Damage("gradientPenalty.weight: must be above 0, not 0.0") {
      $0.recipe.gradientPenalty = GradientPenalty(.r1, weight: 0)
    },
    Damage("gradientPenalty.every: must be from 1 to 1000, not 0") {
      $0.recipe.gradientPenalty = GradientPenalty(.r1, every: 0)
    },
    Damage("ema.decay: must be from 0 to below 1, not 1.0") {
      $0.recipe.ema = EMA(.decay(1))
    },
    Damage("ema.halfLife: must be above 0, not 0.0") {
      $0.recipe.ema = EMA(.halfLife(images: 0))
    },
    Damage("ema.rampUp: must be from 0 to 1, not 2.0") { $0.recipe.ema = EMA(rampUp: 2) },
    Damage("budget: must be above 0 and at most 1000000000000000, not 0 steps") { $0.recipe.budget = .steps(0) },
    Damage("updateRule: needs 1 to 1000 discriminator steps for each step") {
      $0.recipe.updateRule = .alternating(discriminatorSteps: 0)
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
