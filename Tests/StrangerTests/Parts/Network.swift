import ArtPipeKit

/// A layer of another package: about the sine of x between −π/2 and π/2, by the first terms of its series.
struct Sine: ElementwiseLayer {
  static let kind = "sine"

  var frequency: Double

  init(frequency: Double) { self.frequency = frequency }

  init(_ settings: SettingsReader) {
    frequency = settings.number("frequency", default: 1, in: 0...100, "What numbers are multiplied by.")
  }

  func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    let angle = (x * Float(frequency)).tanh() * 1.5
    return angle - angle * angle * angle * (1 / 6)
  }
}

extension AdversarialLoss {
  /// A loss of another package: the hinge loss with squared margins.
  static let squaredHinge = AdversarialLoss(
    id: "squared-hinge", summary: "squared margins: above 1 for real, below -1 for fake",
    discriminator: { realLogits, fakeLogits, _ in
      let (real, fake) = ((1 - realLogits).relu(), (fakeLogits + 1).relu())
      return (real * real).mean() + (fake * fake).mean()
    },
    generator: .ofFakes { -$0.mean() })
}

/// A model of another package, made of its layer and trained with its loss.
struct Waves: ModelPlugin {
  let id = "waves"
  let summary = "Waves, 8×8 grey"
  let documentation = "A dense model with sines."
  let defaultDataset = "checkers"

  func define(_ settings: SettingsReader) -> ModelDefinition {
    ModelDefinition(
      id: id, imageShape: [8, 8, 1], latent: LatentSpace(size: 4), pixelRange: .signed,
      generator: Network(
        name: "generator", inputShape: [4],
        [Dense(units: 16), Sine(frequency: 2), Dense(units: 64), Tanh(), Reshape(to: [8, 8, 1])]),
      discriminator: Network(
        name: "discriminator", inputShape: [8, 8, 1],
        [Flatten(), Dense(units: 16), Sine(frequency: 1), Dense(units: 1)]),
      recipe: TrainingRecipe(
        loss: .squaredHinge, generatorOptimizer: .adam(learningRate: 2e-3),
        discriminatorOptimizer: .adam(learningRate: 2e-3), batchSize: 4, budget: .steps(8)))
  }
}
