public import ArtGAN
import ArtNN
public import ArtSettings
import ArtTensor

/// A generator that knows no pixels: it maps coordinates and a latent point to a colour, and so draws in any size.
///
/// Sources: Stanley 2007, "Compositional pattern producing networks: a novel abstraction of development"; Ha 2016,
/// "Generating large images from latent vectors"; Anokhin et al. 2021, "Image generators with conditionally-independent
/// pixel synthesis".
public struct CPPNArt: ModelPlugin {
  public init() {}

  public let id = "cppn-art"
  public let summary = "learns small coloured images and draws them in any size, 1920×1080 too, without enlarging"
  public let defaultDataset = "blossoms"

  public let documentation = """
    A generator that knows no pixels. It is a small network that is told a place (x, y and the distance from the middle) \
    and a latent point, and answers with a colour; an image is what it says of every place. Such networks are called \
    compositional pattern producing networks (Stanley 2007); Ha (2016) trained one as the generator of a GAN and had it \
    draw digits at 1080 lines. So it learns from small images and draws them in any size, without enlarging anything:

        {"kind": "interpolate", "render": {"width": 1920, "height": 1080}}

    The shorter side shows what the training images show; the longer one goes on beyond their edges, where nothing was \
    learnt, in the same manner. What comes out is painted rather than photographed: colours, light and composition are \
    the training images', while details become strokes of a brush, or swirls with "generator": {"activation": "sine"}. \
    It suits flowers, skies, fabrics and textures more than faces and letters.

    The latent point passes two dense layers. For each place 64 sine waves are made, turned and stretched by the point, \
    and two dense layers with tanh, each weighed and moved by the point (after Anokhin et al. 2021), make areas of them \
    that a last one colours. Each pixel of a training image is the mean of four places, drawn at random within it, so \
    that what lies between pixels is learnt as well. The discriminator is convolutional.

    Both learn with the recipe of 'digits-fast': cross-entropy with R1, Adam with a rate of 0.002 that falls to a tenth, \
    a moving average of the generator; batches of 32. Some thousand steps, about ten minutes on two cores, are enough \
    for 32×32 images. An image of 1920×1080 then takes some tenths of a second, and is made in bands of rows: beside \
    the finished image it needs some megabytes of memory, however large it is.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let discriminator = HalvingDiscriminator(reading: settings, channels: [32, 64, 128]) { $0 == 0 ? 0 : 1 }
    let shape = settings.imageShape(size: 32, channels: 3)
    let latent = settings.latentSpace(size: 32)
    let generator = CPPNGenerator(reading: settings)
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: .signed,
      generator: generator.network(latentSize: latent.size, imageShape: shape),
      discriminator: discriminator.network(imageShape: shape), recipe: Self.recipe)
  }

  private static let recipe = TrainingRecipe(
    loss: .nonSaturating, generatorOptimizer: adam, discriminatorOptimizer: adam,
    schedule: LearningRateSchedule(.linear(end: 0.1)), gradientPenalty: GradientPenalty(.r1, weight: 1, every: 8),
    ema: EMA(), batchSize: 32, budget: .steps(6000))

  private static let adam = Optimizer.adam(learningRate: 2e-3, beta1: 0.5, beta2: 0.99)
}
