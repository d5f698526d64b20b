public import ArtGAN
public import ArtSettings

/// A generator of dense layers against a convolutional discriminator, which learn in turns.
public struct HybridGAN: ModelPlugin {
  public init() {}

  public let id = "hybrid-gan"
  public let summary = "dense generator against convolutional discriminator, 28×28 grey, learning in turns"
  public let defaultDataset = "strokes"

  public let documentation = """
    The generator of 'mlp-gan' (130,576 parameters) against the discriminator of 'dcgan-mnist' (212,865 parameters).

    They learn in turns: first the discriminator, with the generator fixed, on 'discriminatorSteps' batches (1 unless \
    set otherwise); then the generator, with the discriminator fixed. A network that is fixed does not change in any \
    way, its moving statistics included. Binary cross-entropy, Adam with a rate of 0.0002, batches of 128, 100 epochs.

    Images are scaled to [0, 1]. As in 'mlp-gan' the generator ends without an activation; what lies outside of \
    [0, 1] becomes black or white in images, and 'generator.output' takes 'sigmoid' or 'tanh'.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 28, channels: 1)
    let latent = settings.latentSpace(size: 100)
    let generator = MLPGenerator(reading: settings, defaults: .small)
    let discriminator = DCGANDiscriminator(reading: settings)
    var recipe = TrainingRecipe.mlp
    recipe.updateRule = .alternating(discriminatorSteps: 1)
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: generator.network(latentSize: latent.size, imageShape: shape),
      discriminator: discriminator.network(imageShape: shape), recipe: recipe, notes: generator.output.notes)
  }
}
