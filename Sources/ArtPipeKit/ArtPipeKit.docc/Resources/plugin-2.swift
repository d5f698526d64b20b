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
    let width = 32
    let generator = Network(
      name: "generator", inputShape: [64],
      [
        Dense(units: 4 * 4 * width), BatchNorm(), LeakyReLU(), Reshape(to: [4, 4, width]),
        UpSample(by: 2), Conv2D(filters: width, kernelSize: 3, padding: .same), BatchNorm(), LeakyReLU(),
        UpSample(by: 2), Conv2D(filters: 3, kernelSize: 3, padding: .same), Tanh(),
      ])
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
