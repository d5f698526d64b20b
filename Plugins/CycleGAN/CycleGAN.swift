public import ArtGAN
public import ArtSettings
import ArtTensor

/// Image to image from two sets without pairs: two generators, there and back again.
///
/// Source: Zhu, Park, Isola and Efros 2017, "Unpaired image-to-image translation using cycle-consistent adversarial networks".
public struct CycleGAN: ModelPlugin {
  public init() {}

  public let id = "cyclegan"
  public let summary = "image to image, from two folders without pairs, both ways at once; 128×128, any size after"
  public let defaultDataset = "blossoms"

  public let documentation = """
    Learns from two sets of images to make of each image one of the other kind (Zhu, Park, Isola and Efros 2017): photos \
    into paintings, summer into winter. No image of the one set belongs to one of the other. What keeps a result like its \
    input is the way back: a second generator, learnt at the same time, must make the input of it again.

    Each generator begins with a 7×7 convolution of 64 channels and halves the image twice, works on it in six residual \
    blocks (nine above 128×128), doubles it twice and ends in a 7×7 convolution and tanh; instance normalisation and \
    ReLU, edges as in a mirror: 7,841,411 parameters. Each discriminator judges patches of 70×70 pixels (34×34 in small \
    images): 2,765,633 parameters.

    All four learn at the same time from one image of each set: least squares, the mean absolute difference between each \
    image and what comes back of it, and that between an image and what is made of it where it is of the right kind already \
    ('identity'). The weights of the paper, 10 and 5, stand beside a loss of twice the size, so that they are 5 and 2.5 \
    here. Discriminators are shown 50 earlier results by turns. Adam with a rate of 0.0002 and beta1 0.5, 200 epochs, the \
    rate goes down to 0 along half a cosine.

    "networks": "small" has 16 channels and three blocks, enlarging and convolution in the place of transposed ones, \
    against a checkerboard, and batches of two: for minutes on a processor. 'fastcut' learns \
    one way alone and takes less than half of the time of a step. Sides are multiples of 4.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let networks = TranslationNetworks(reading: settings)
    let shape = settings.imageShape(size: networks.imageSize, channels: 3, multipleOf: 4)
    let input = settings.inputShape(of: shape)
    let generator = ResNetGenerator(reading: settings, defaults: networks.resNetGenerator(for: shape))
    let discriminator = PatchDiscriminator(reading: settings, defaults: networks.patchDiscriminator(for: shape))
    var model = ModelDefinition(
      id: id, imageShape: shape, latent: LatentSpace(size: 0), pixelRange: generator.output.pixelRange,
      generator: generator.network(inputShape: input, channels: shape.channels),
      discriminator: discriminator.network(imageShape: shape),
      recipe: networks == .small ? .smallTranslation(.leastSquares) : .translation(.leastSquares),
      notes: generator.output.notes)
    let backward = BackwardNetworks(
      generator: generator.network(name: "backwardGenerator", inputShape: shape, channels: input.channels),
      discriminator: discriminator.network(name: "backwardDiscriminator", imageShape: input))
    // An image of the other kind is none that the generator could take where its colours are others.
    let identity = input == shape ? [WeightedTerm(.identity, weight: 2.5)] : []
    model.translation = Translation(
      inputShape: input, isPaired: false, terms: [WeightedTerm(.cycle, weight: 5)] + identity, backward: backward,
      history: 50)
    return model
  }
}
