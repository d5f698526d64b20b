public import ArtGAN
import ArtNN
public import ArtSettings
import ArtTensor

/// Image to image from pairs: a U-Net, and a discriminator that sees input and image together.
///
/// Source: Isola, Zhu, Zhou and Efros 2017, "Image-to-image translation with conditional adversarial networks".
public struct Pix2Pix: ModelPlugin {
  public init() {}

  public let id = "pix2pix"
  public let summary =
    "image to image, from pairs: sketch to image, grey to colour, small to large; 128×128, any size after"
  public let defaultDataset = "blossoms"

  public let documentation = """
    Learns from pairs of images what the second of each pair is to the first (Isola, Zhu, Zhou and Efros 2017), and then \
    makes it of other images: coloured from grey, a facade from a plan of it, a flower from its outline. Pairs are \
    two folders with equal names, files with both halves side by side, or made of any folder of images.

    The generator is a U-Net: 4×4 convolutions halve the image down to a few pixels, 64, 128, 256 and then 512 channels, \
    transposed ones double it again, and at each size what was there on the way down is joined to what comes up. Leaky ReLU \
    on the way down, ReLU on the way up, instance normalisation, tanh at the end. Dropout in the three innermost doublings \
    is its noise, in training and after. At 128×128 it has 41,829,571 parameters. The discriminator sees input and image \
    together and judges patches of 70×70 pixels (34×34 in small images): 2,768,705 parameters.

    Both learn at the same time from one pair: binary cross-entropy, and for the generator a hundred times the mean absolute \
    difference from the target besides; Adam with a rate of 0.0002 and beta1 0.5, 200 epochs, the rate goes down to 0 along \
    half a cosine. The paper's programs hold the rate for 100 epochs and lower it along a line in 100 more.

    "networks": "small" takes a quarter of the channels, no dropout, enlarging and convolution in the place of transposed \
    ones, which leaves no checkerboard, batches of four, a moving average of the weights, and a discriminator without \
    normalisation but with a penalty on its gradient at real pairs (R1), which keeps it from knowing few pairs by heart: \
    minutes on a processor in the place of hours.

    "generator": {"residual": true} makes the difference from the input and adds it: best for what is to be made sharper, \
    cleaner, whole or coloured, and no help where an image is to become another one. Sides are multiples of 16 while it \
    learns. What is learnt is applied to images of any size; "generator": {"depth": 5} keeps the network from looking at \
    the whole image at once, so that much larger ones stay what it knows.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let networks = TranslationNetworks(reading: settings)
    let shape = settings.imageShape(size: networks.imageSize, channels: 3, multipleOf: 16)
    let input = settings.inputShape(of: shape)
    let generator = UNetGenerator(
      reading: settings, imageShape: shape,
      defaults: networks == .small
        ? UNetGenerator(width: 16, depth: 8, dropout: 0, upsampling: .resize) : UNetGenerator(width: 64, depth: 8))
    var patches = networks.patchDiscriminator(for: shape)
    if networks == .small { (patches.normalization, patches.initializer) = (.none, .heNormal) }
    let discriminator = PatchDiscriminator(reading: settings, defaults: patches)
    var model = ModelDefinition(
      id: id, imageShape: shape, latent: LatentSpace(size: 0), pixelRange: generator.pixelRange,
      generator: generator.network(inputShape: input, channels: shape.channels),
      discriminator: discriminator.network(imageShape: [shape[0], shape[1], input.channels + shape.channels]),
      recipe: networks == .small
        ? .smallTranslation(
          .nonSaturating, generatorRate: 1e-3, gradientPenalty: GradientPenalty(.r1, weight: 1, every: 4), batchSize: 4,
          minutes: 20)
        : .translation(.nonSaturating),
      notes: generator.notes)
    model.translation = Translation(
      inputShape: input, isPaired: true, seesInput: true, terms: [WeightedTerm(.l1, weight: 100)])
    return model
  }
}
