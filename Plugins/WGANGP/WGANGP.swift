public import ArtGAN
import ArtNN
public import ArtSettings

/// The Wasserstein GAN with gradient penalty, with its convolutional networks for 28×28 and its residual networks for
/// 32×32.
///
/// Source: Gulrajani et al. 2017, "Improved training of Wasserstein GANs": algorithm 1 and its defaults; the architecture
/// for CIFAR-10.
public struct WGANGP: ModelPlugin {
  public init() {}

  public let id = "wgan-gp"
  public let summary = "28×28 grey, or residual networks for 32×32: a Wasserstein GAN with gradient penalty"
  public let defaultDataset = "strokes"

  public let documentation = """
    A Wasserstein GAN with gradient penalty (Gulrajani, Ahmed, Arjovsky, Dumoulin and Courville 2017): convolutional \
    networks for images of 28×28 and, with "size": 32, the paper's residual networks for 32×32; grey or, with \
    "color": "rgb", coloured. "networks" chooses them for other sizes.

    The convolutional generator makes 256 channels of 4×4 from 128 random numbers and enlarges them three times with \
    transposed convolutions, to 7×7 (8×8), 14×14 and 28×28, with batch normalisation and ReLU between and tanh at the \
    end: 1,256,769 parameters. The critic halves the image three times with 5×5 convolutions and leaky ReLU, to 64, \
    128 and 256 channels, and gives one number: 1,030,145 parameters.

    The residual generator makes 128 channels of 4×4 and doubles them in three residual blocks of two 3×3 convolutions, \
    with batch normalisation and ReLU in front of each; the residual critic has four such blocks, without \
    normalisation, of which the first two halve the image by means of 2×2, and takes the mean over all places at the \
    end. For images in colour they have 1,206,275 and 1,053,825 parameters. "channels" are the blocks' widths (128 \
    each), "kernelSize" is 3 and "leakySlope" 0. They are large for a processor: with "channels": [32, 32, 32] and \
    [32, 32, 32, 32] a step takes about a seventh of the time.

    The critic has no batch normalisation: the penalty is on its gradient at single images, which batch normalisation \
    mixes with the others of the batch. "discriminator": {"normalization": "layer"} is what the paper names instead.

    They learn in turns, as in the paper's algorithm 1: five updates of the critic, each on a fresh batch of 64, then \
    one of the generator; the Wasserstein loss; a penalty of weight 10 that draws the length of its gradient to 1 on random \
    points between real and generated images; Adam with a rate of 0.0001, beta1 0 and beta2 0.9. The residual \
    networks have a rate of 0.0002, which goes down to 0 along a line in 100,000 steps. Images are scaled to [-1, 1].

    The negative of the critic's loss, without the penalty, estimates how far generated images are from real ones. \
    It falls as images get better, which the losses of other models do not. A step looks at five batches and takes \
    second derivatives, and so takes several times as long as one of 'dcgan-mnist'; in return training seldom fails, \
    whatever the networks.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 28, channels: 1, multipleOf: 4)
    let latent = settings.latentSpace(size: 128)
    let networks = WGANGPNetworks(reading: settings, for: shape)
    let isResidual = networks == .residual
    let generator = DCGANGenerator(
      reading: settings, defaults: isResidual ? .residual : DCGANGenerator(leakySlope: 0))
    let critic = DCGANDiscriminator(
      reading: settings,
      defaults: isResidual
        ? .residual : DCGANDiscriminator(channels: [64, 128, 256], leakySlope: 0.2, dropout: 0))
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: isResidual
        ? generator.residualNetwork(imageShape: shape, latentSize: latent.size)
        : generator.network(enlargingThrice: shape, latentSize: latent.size),
      discriminator: isResidual
        ? critic.residualNetwork(imageShape: shape) : critic.network(imageShape: shape),
      recipe: isResidual ? .residualWGANGP : .wganGP, notes: generator.output.notes + Self.notes(on: critic))
  }

  private static func notes(on critic: DCGANDiscriminator) -> [String] {
    critic.normalization.kind == .batch
      ? ["With batch normalisation in the critic the gradient penalty does not mean what it should; 'layer' is better."]
      : []
  }
}
