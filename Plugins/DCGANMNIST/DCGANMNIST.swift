public import ArtGAN
public import ArtSettings

/// The DCGAN of TensorFlow's tutorial: 28×28 grey digits from 100 numbers.
public struct DCGANMNIST: ModelPlugin {
  public init() {}

  public let id = "dcgan-mnist"
  public let summary = "convolutional, 28×28 grey: the DCGAN of TensorFlow's tutorial"
  public let defaultDataset = "strokes"

  public let documentation = """
    A deep convolutional GAN for small grey images such as handwritten digits, after TensorFlow's DCGAN tutorial \
    (Radford, Metz and Chintala 2015).

    The generator makes 256 channels of 7×7 from 100 random numbers with a dense layer, works them over with a 5×5 \
    transposed convolution and doubles them twice to 28×28, with batch normalisation and leaky ReLU between and tanh \
    at the end: 2,330,944 parameters. The discriminator halves the image twice with 5×5 convolutions, with leaky \
    ReLU and dropout, and gives one logit: 212,865 parameters.

    Both learn at the same time from one batch of generated images: binary cross-entropy, Adam with a rate of \
    0.0001, batches of 256, images scaled to [-1, 1]. The first recognisable strokes come after a few hundred \
    steps; a smaller batch, a rate of 0.0002 and beta1 0.5 get there sooner.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    .dcgan(id: id, channels: 1, reading: settings)
  }
}
