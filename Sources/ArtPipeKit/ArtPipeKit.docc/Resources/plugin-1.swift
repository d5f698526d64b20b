import ArtPipeKit

/// A small convolutional model for patterns.
struct Patterns: ModelPlugin {
  let id = "patterns"
  let summary = "small convolutional model, 16×16 colour: quick, for patterns and textures"
  let documentation = """
    Enlarges a 4×4 image twice, each time smoothing it with a convolution, and so makes soft patterns. \
    Three minutes of training show whether a set of images suits it.
    """
  let defaultDataset = "blossoms"

  func define(_ settings: SettingsReader) -> ModelDefinition {
    let generator = Network(
      name: "generator", inputShape: [64], [Dense(units: 16 * 16 * 3), Reshape(to: [16, 16, 3]), Tanh()])
    let discriminator = Network(
      name: "discriminator", inputShape: [16, 16, 3], [Flatten(), Dense(units: 1)])
    return ModelDefinition(
      id: id, imageShape: [16, 16, 3], latent: LatentSpace(size: 64), pixelRange: .signed,
      generator: generator, discriminator: discriminator,
      recipe: TrainingRecipe(
        generatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5),
        discriminatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5),
        batchSize: 64, budget: .epochs(20)))
  }
}
