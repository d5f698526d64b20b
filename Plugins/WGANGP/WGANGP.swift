public import ArtGAN
import ArtNN
public import ArtSettings

/// The Wasserstein GAN with gradient penalty, in its convolutional form for 28×28 and 32×32.
///
/// Source: Gulrajani et al. 2017, "Improved training of Wasserstein GANs": algorithm 1 and its defaults.
public struct WGANGP: ModelPlugin {
  public init() {}

  public let id = "wgan-gp"
  public let summary = "convolutional, 28×28 grey (32×32 by a setting): a Wasserstein GAN with gradient penalty"
  public let defaultDataset = "strokes"

  public let documentation = """
    A Wasserstein GAN with gradient penalty (Gulrajani, Ahmed, Arjovsky, Dumoulin and Courville 2017), in its \
    convolutional form for pictures of 28×28 and, with "size": 32, of 32×32, grey or, with "color": "rgb", coloured.

    The generator makes 256 channels of 4×4 from 128 random numbers and enlarges them three times with transposed \
    convolutions, to 7×7 (8×8), 14×14 and 28×28, with batch normalisation and ReLU between and tanh at the end: \
    1,256,769 parameters. The critic halves the picture three times with 5×5 convolutions and leaky ReLU, to 64, 128 \
    and 256 channels, and gives one number: 1,030,145 parameters.

    The critic has no batch normalisation: the penalty is on its slope at single pictures, which batch normalisation \
    mixes with the others of the batch. "discriminator": {"normalization": "layer"} is what the paper names instead.

    They learn in turns, as in the paper's algorithm 1: five updates of the critic, each on a fresh batch of 64, then \
    one of the generator; the Wasserstein loss; a penalty of weight 10 that draws the critic's slope to 1 on random \
    points between real and generated pictures; Adam with a rate of 0.0001, beta1 0 and beta2 0.9. Pictures are scaled \
    to [-1, 1].

    The negative of the critic's loss, without the penalty, estimates how far generated pictures are from real ones. \
    It falls as pictures get better, which the losses of other models do not. A step looks at five batches and takes \
    second derivatives, and so takes several times as long as one of 'dcgan-mnist'; in return training seldom fails, \
    whatever the networks.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.pictureShape(size: 28, channels: 1, multipleOf: 4)
    let latent = settings.latentSpace(size: 128)
    let generator = DCGANGenerator(reading: settings, defaults: DCGANGenerator(leakySlope: 0))
    let critic = DCGANDiscriminator(
      reading: settings,
      defaults: DCGANDiscriminator(channels: [64, 128, 256], leakySlope: 0.2, dropout: 0))
    return ModelDefinition(
      id: id, pictureShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: generator.network(enlargingThrice: shape, latentSize: latent.size),
      discriminator: critic.network(pictureShape: shape), recipe: .wganGP,
      notes: generator.output.notes + Self.notes(on: critic))
  }

  private static func notes(on critic: DCGANDiscriminator) -> [String] {
    critic.normalization.kind == .batch
      ? ["With batch normalisation in the critic the gradient penalty does not mean what it should; 'layer' is better."]
      : []
  }
}

extension TrainingRecipe {
  /// Algorithm 1 of the paper with its defaults.
  static let wganGP = TrainingRecipe(
    updateRule: .alternating(discriminatorSteps: 5), loss: .wasserstein,
    generatorOptimizer: .adam(learningRate: 1e-4, beta1: 0, beta2: 0.9),
    discriminatorOptimizer: .adam(learningRate: 1e-4, beta1: 0, beta2: 0.9),
    gradientPenalty: GradientPenalty(.wganGP, weight: 10), batchSize: 64, budget: .steps(10_000))
}
