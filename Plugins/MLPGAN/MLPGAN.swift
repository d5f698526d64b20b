public import ArtGAN
public import ArtSettings

/// The plainest GAN: dense layers on both sides, 28×28 grey images from 100 numbers.
public struct MLPGAN: ModelPlugin {
  public init() {}

  public let id = "mlp-gan"
  public let summary = "dense layers only, 28×28 grey: the plainest GAN, for learning how one works"
  public let defaultDataset = "strokes"

  public let documentation = """
    A GAN of dense layers. Small and quick, it shows within a minute how the two networks drive each other on; its \
    images stay grainy, since it knows nothing of neighbouring pixels.

    The generator: 100 random numbers, two hidden layers of 128 units with leaky ReLU (slope 0.2), 784 numbers, a \
    28×28 image: 130,576 parameters. The discriminator: the image as a vector, two hidden layers of 128 units \
    with leaky ReLU, one logit: 117,121 parameters. Both learn at the same time: binary cross-entropy, Adam with a \
    rate of 0.0002, batches of 128, 100 epochs, images scaled to [0, 1].

    What was mended. The document that this model comes from cannot run as printed. Its losses take the logarithm of \
    the discriminator's raw output, which is any number, not a probability: here the losses are binary cross-entropy \
    from logits. It applies the generator's gradients to the discriminator and the other way round: here each network \
    gets its own. It gives the discriminator images where dense layers need vectors: here a Flatten layer stands \
    first. Networks, optimiser, batch size and epochs are as printed.

    The output. As in the document the generator ends without an activation ('linear'), so single numbers may lie \
    outside of [0, 1]. The discriminator sees them as they are; in images they become black or white. The setting \
    'generator.output' takes 'sigmoid', which keeps to [0, 1], or 'tanh', which works on [-1, 1], and images are \
    scaled to match.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 28, channels: 1)
    let latent = settings.latentSpace(size: 100)
    let generator = MLPGenerator(reading: settings, defaults: .small)
    let discriminator = MLPDiscriminator(reading: settings, defaults: .small)
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: generator.network(latentSize: latent.size, imageShape: shape),
      discriminator: discriminator.network(imageShape: shape), recipe: .mlp, notes: generator.output.notes)
  }
}
