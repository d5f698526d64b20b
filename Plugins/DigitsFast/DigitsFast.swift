public import ArtGAN
import ArtNN
public import ArtSettings

/// Small networks and a recipe of our own for 28×28 grey images: as good as can be for every minute of a processor.
public struct DigitsFast: ModelPlugin {
  public init() {}

  public let id = "digits-fast"
  public let summary = "small and deep, 28×28 grey: the best digits for every minute of training"
  public let defaultDataset = "strokes"

  public let documentation = """
    Made for the best images per minute of a processor's time; QUALITY.md has what was measured and what was tried.

    The generator makes 64 channels of 7×7 from 64 random numbers with a dense layer, works them over with a 3×3 \
    convolution and doubles them twice to 28×28 with 4×4 transposed convolutions, with batch normalisation and ReLU \
    between and tanh at the end. The discriminator halves the image twice with 4×4 convolutions, works over what it \
    has with a 3×3 convolution each time, all with leaky ReLU and without normalisation, and gives one logit. A step of \
    64 images takes a quarter of the time of one of 'dcgan-mnist'.

    Both learn at the same time from one batch of generated images: binary cross-entropy with a penalty on the \
    discriminator's gradient at real images (R1, every eighth step), Adam with a rate of 0.002 and beta1 0.5, which goes \
    down to a tenth along a line, batches of 64. Images come from a moving average of the generator. 6,000 steps, about \
    a minute on two cores, give good digits; more make the rare failures rarer.

    'classes' learns labelled images class by class, which makes them clearer; {"clusters": 30} does so without labels. \
    After ten minutes the discriminator knows a few thousand images by heart, and nothing gets better any more. For half \
    an hour Pipelines/digits-long.json has what helps then: images moved at random ('recipe.diffAugment'), a third \
    halving in the discriminator, a hidden layer in the generator, clusters, and a lower rate.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 28, channels: 1, multipleOf: 4)
    let latent = settings.latentSpace(size: 64)
    let generator = DigitsGenerator(reading: settings)
    let discriminator = HalvingDiscriminator(reading: settings, channels: [32, 64]) { _ in 1 }
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: .signed,
      generator: generator.network(latentSize: latent.size, imageShape: shape),
      discriminator: discriminator.network(imageShape: shape), recipe: Self.recipe)
  }

  private static let recipe = TrainingRecipe(
    loss: .nonSaturating, generatorOptimizer: adam, discriminatorOptimizer: adam,
    schedule: LearningRateSchedule(.linear(end: 0.1)), gradientPenalty: GradientPenalty(.r1, weight: 1, every: 8),
    ema: EMA(), batchSize: 64, budget: .steps(6000))

  private static let adam = Optimizer.adam(learningRate: 2e-3, beta1: 0.5, beta2: 0.99)
}
