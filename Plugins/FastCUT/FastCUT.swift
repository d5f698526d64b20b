public import ArtGAN
public import ArtSettings
import ArtTensor

/// Image to image from two sets without pairs, one way: what a place shows is found again among others.
///
/// Source: Park, Efros, Zhang and Zhu 2020, "Contrastive learning for unpaired image-to-image translation", there FastCUT.
public struct FastCUT: ModelPlugin {
  public init() {}

  public let id = "fastcut"
  public let summary =
    "image to image, from two folders without pairs, one way, quicker than 'cyclegan'; 128×128, any size after"
  public let defaultDataset = "blossoms"

  public let documentation = """
    Learns from two sets of images to make of an image of the first one of the second kind (Park, Efros, Zhang and Zhu \
    2020, there FastCUT). No image of the one set belongs to one of the other. What keeps a result like its input is its \
    patches: a patch of the result must be told by the generator's own features from 255 others as the one that stands at \
    the same place of the input. There is no way back to learn, so that a step is less than half of one of 'cyclegan'.

    The generator begins with a 7×7 convolution of 64 channels and halves the image twice, works on it in six residual \
    blocks (nine above 128×128), doubles it twice and ends in a 7×7 convolution and tanh; instance normalisation and \
    ReLU, edges as in a mirror: 7,841,411 parameters. The discriminator judges patches of 70×70 pixels (34×34 in small \
    images): 2,765,633 parameters. Features of five places of the generator are compared, from the image itself to the \
    fifth block, each by a network of two dense layers of 256, which learns with the generator.

    All learn at the same time from one image of each set: least squares, and the cross-entropy of the patches at a \
    temperature of 0.07. The weight of the paper, 10, stands beside a loss of twice the size, so that it is 5 here. Half \
    of the inputs are translated from their mirror image. Adam with a rate of 0.0002 and beta1 0.5, 200 epochs, the rate goes \
    down to 0 along half a cosine.

    "networks": "small" has 16 channels and three blocks, enlarging and convolution in the place of transposed ones, \
    against a checkerboard, and batches of two: for minutes on a processor. Sides are \
    multiples of 4; input and image have the same colours.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let networks = TranslationNetworks(reading: settings)
    let shape = settings.imageShape(size: networks.imageSize, channels: 3, multipleOf: 4)
    let generator = ResNetGenerator(reading: settings, defaults: networks.resNetGenerator(for: shape))
    let discriminator = PatchDiscriminator(reading: settings, defaults: networks.patchDiscriminator(for: shape))
    let network = generator.network(inputShape: shape, channels: shape.channels)
    var model = ModelDefinition(
      id: id, imageShape: shape, latent: LatentSpace(size: 0), pixelRange: generator.output.pixelRange,
      generator: network, discriminator: discriminator.network(imageShape: shape),
      recipe: networks == .small ? .smallTranslation(.leastSquares) : .translation(.leastSquares),
      notes: generator.output.notes)
    model.translation = Translation(
      inputShape: shape, isPaired: false, terms: [WeightedTerm(.patchContrast, weight: 5)],
      contrast: generator.contrast(
        of: network, units: networks == .small ? 64 : 256, patches: networks == .small ? 64 : 256, flips: true))
    return model
  }
}
