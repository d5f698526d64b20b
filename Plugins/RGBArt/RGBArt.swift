public import ArtGAN
public import ArtSettings

/// The DCGAN of TensorFlow's tutorial in colour: 28×28 RGB images from 100 numbers, or any size by a setting.
public struct RGBArt: ModelPlugin {
  public init() {}

  public let id = "rgb-art"
  public let summary = "convolutional, 28×28 colour (any size by a setting): the same DCGAN on RGB images"
  public let defaultDataset = "blossoms"

  public let documentation = """
    A deep convolutional GAN for small images in colour, for art of one's own: a folder of images, emoji, flowers.

    The networks are those of 'dcgan-mnist' with three channels at the generator's end and at the discriminator's \
    beginning: 2,334,144 and 216,065 parameters. They learn as there: both at the same time, binary cross-entropy, \
    Adam with a rate of 0.0001, batches of 256, images scaled to [-1, 1].

    The settings 'size', or 'width' and 'height', give other sizes, as long as both sides are multiples of 4. Time and \
    memory of a step grow with the number of pixels. Images above 64×64 want more layers than this model has.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    .dcgan(id: id, channels: 3, reading: settings)
  }
}
