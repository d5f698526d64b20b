public import ArtGAN
import ArtNN
public import ArtSettings

/// Small convolutional networks and a recipe for coloured images of 64×64 or 128×128, for a few hundred to a few
/// thousand images.
///
/// Sources: Radford et al. 2016, "Unsupervised representation learning with deep convolutional generative adversarial
/// networks" (the plan of the networks); Mescheder et al. 2018, "Which training methods for GANs do actually converge?"
/// (R1 in the place of normalisation in the discriminator); Zhao et al. 2020, "Differentiable augmentation for
/// data-efficient GAN training"; Sugawara et al. 2019, "Checkerboard artifacts free convolutional neural networks" (the
/// generator's means of four pixels); Liu et al. 2021, "Towards faster and stabilized GAN training for high-fidelity few-shot
/// image synthesis" (channels that fall as the image grows).
public struct Art64: ModelPlugin {
  public init() {}

  public let id = "art-64"
  public let summary = "small and deep, 64×64 colour (128×128 by a setting): for some hundred to some thousand images"
  public let defaultDataset = "blossoms"

  public let documentation = """
    Made for small collections of images in colour, some hundred to some thousand of them, and for one computer \
    without a graphics card. Name your folder: "dataset": {"path": "shells"}. QUALITY.md has what was measured on 1,296 \
    emoji, and what was tried.

    The generator makes 128 channels of 4×4 from 128 random numbers with a dense layer and doubles them with 4×4 \
    transposed convolutions up to 64×64, to fewer channels each time, 16 at last, of which a 3×3 convolution makes \
    colours; up to 16×16 one works over what it has. Each doubling is followed by the mean of every four neighbouring \
    pixels, without which even areas come out as patterns of dots. Batch normalisation and ReLU stand between, tanh at \
    the end. The discriminator halves the image with 4×4 convolutions, with 3×3 convolutions from 16×16 on, leaky \
    ReLU, no normalisation, and one logit.

    Both learn at the same time from one batch of generated images: binary cross-entropy with a penalty on the \
    discriminator's gradient at real images (R1, every eighth step), Adam with a rate of 0.001 and beta1 0.5, which goes \
    down to a tenth along a line, batches of 32. Images are moved, and rectangles cut out of them, at random on their \
    way into the discriminator ('diffAugment'), which keeps it from memorizing few images; colours are left \
    alone, since they came out pale otherwise. Samples come from a moving average of the generator's weights ('ema').

    "size": 128 makes larger images: one doubling more, of 16 channels. Sides are multiples of 16. Shapes and colours \
    come within three minutes on two cores; half an hour is better.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 64, channels: 3, multipleOf: 16)
    let latent = settings.latentSpace(size: 128)
    let ladder = ResolutionLadder(imageShape: shape)
    let generator = DoublingGenerator(reading: settings, ladder: ladder)
    // The generator's sizes backwards, from half of the full one on.
    let refinements = Array(ladder.usualRefinements.dropLast().reversed())
    let discriminator = HalvingDiscriminator(
      reading: settings, channels: ladder.usualChannels.dropLast().reversed(), count: ladder.doublings
    ) { refinements[$0] }
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: generator.network(latentSize: latent.size), discriminator: discriminator.network(imageShape: shape),
      recipe: Self.recipe, notes: generator.output.notes)
  }

  private static let recipe = TrainingRecipe(
    loss: .nonSaturating, generatorOptimizer: adam, discriminatorOptimizer: adam,
    schedule: LearningRateSchedule(.linear(end: 0.1)), gradientPenalty: GradientPenalty(.r1, weight: 2, every: 8),
    augmentation: DiscriminatorAugmentation(color: false), ema: EMA(), truncation: 1.3,
    batchSize: 32, budget: .minutes(30))

  private static let adam = Optimizer.adam(learningRate: 1e-3, beta1: 0.5, beta2: 0.99)
}
