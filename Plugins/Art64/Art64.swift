public import ArtGAN
import ArtNN
public import ArtSettings
import ArtTensor

/// Residual networks for coloured pictures of 64×64 or 128×128, for a few hundred to a few thousand pictures.
///
/// Sources: Miyato et al. 2018, "Spectral normalization for generative adversarial networks" (residual blocks, hinge
/// loss, spectral normalisation of the discriminator); Zhao et al. 2020, "Differentiable augmentation for data-efficient
/// GAN training"; Liu et al. 2021, "Towards faster and stabilized GAN training for high-fidelity few-shot image
/// synthesis" (widths that fall with the resolution, 4×4 convolutions beside averages on the way down).
public struct Art64: ModelPlugin {
  public init() {}

  public let id = "art-64"
  public let summary = "residual, 64×64 colour (128×128 by a setting): for a few hundred to a few thousand pictures"
  public let defaultDataset = "blossoms"

  public let documentation = """
    A residual GAN for pictures in colour, made for small collections: some hundred to some thousand pictures and one \
    computer without a graphics card. Name your folder: "dataset": {"path": "shells"}.

    The generator makes a picture of 4×4 from 128 random numbers and doubles it in residual blocks, each with batch \
    normalisation, ReLU and two convolutions, until it is 64×64. The discriminator halves the picture in residual \
    blocks with leaky ReLU, batch normalisation and spectral normalisation, and gives one logit. Channels double where sides halve, from \
    'width' at 64×64 to 'maxWidth'.

    They learn at the same time, by the hinge loss, from batches of 16: Adam with a rate of 0.0002, beta1 0.5 and \
    beta2 0.9, pictures scaled to [-1, 1]. All pictures are changed at random on their way into the discriminator \
    ('diffAugment'), which keeps it from learning few pictures by heart, and pictures come from a moving average of \
    the generator's weights ('ema').

    "size": 128 makes larger pictures, with half the channels where pixels are four times as many. Sides are multiples \
    of 16. First shapes and colours come after some hundred steps, a minute or two; give it half an hour or more.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.pictureShape(size: 64, channels: 3, multipleOf: 16)
    let latent = settings.latentSpace(size: 128)
    let ladder = ResolutionLadder(pictureShape: shape)
    let generator = ResidualGenerator(reading: settings)
    let discriminator = ResidualDiscriminator(reading: settings)
    return ModelDefinition(
      id: id, pictureShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: generator.network(ladder, latentSize: latent.size), discriminator: discriminator.network(ladder),
      recipe: .art, notes: generator.output.notes)
  }
}

extension TrainingRecipe {
  /// For few pictures: hinge, random changes, a moving average.
  static let art = TrainingRecipe(
    loss: .hinge, generatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5, beta2: 0.9),
    discriminatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5, beta2: 0.9),
    augmentation: DiscriminatorAugmentation(), average: WeightAverage(), batchSize: 16, budget: .minutes(30))
}
