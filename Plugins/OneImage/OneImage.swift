public import ArtGAN
import ArtNN
public import ArtSettings
import ArtTensor

/// The style of one image for another: crops of both, learnt without pairs.
///
/// Source: Park, Efros, Zhang and Zhu 2020, "Contrastive learning for unpaired image-to-image translation", section 4.3, its
/// single-image form.
public struct OneImage: ModelPlugin {
  public init() {}

  public let id = "one-image"
  public let summary = "the style of one image for another: a photo and a painting are enough; crops of 64×64, minutes"
  public let defaultDataset = "unpaired"

  public let documentation = """
    Learns from one photo and one painting, or a few of each, to paint the photo (Park, Efros, Zhang and Zhu 2020, the \
    single-image form). It never sees the whole: it learns from random crops of 64×64 pixels of both, which are as good as \
    a large collection, and is applied to the whole image after.

    What keeps a result like its input is its patches: a patch of the result must be told by the generator's own features \
    from 63 others as the one that stands at the same place of the input. Besides, crops of the painting are to stay as they \
    are ('identity').

    The networks are narrow: 16 channels at first in the generator, 64 in its six residual blocks, and 16, 32, 64 in the \
    discriminator; the paper's have 10 and 8 at first, which take no less time here. The generator normalises each pixel \
    on its own, so that a crop becomes what it becomes in the whole image, and an image of any size can be made in pieces \
    without seams. The discriminator has no normalisation but a penalty on its gradient at real crops (R1).

    Both learn at the same time from eight crops of each image: binary cross-entropy, the cross-entropy of the patches with a \
    weight of 4, the identity with 1; Adam with a rate of 0.002, beta1 0 and beta2 0.99, which goes down along half a \
    cosine; a moving average of the weights; a quarter of an hour. "size": 96 or 128 sees more at once, where strokes are \
    large: sides are multiples of 4.
    """

  public func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 64, channels: 3, multipleOf: 4)
    let generator = ResNetGenerator(
      reading: settings,
      defaults: ResNetGenerator(
        width: 16, blocks: 6, normalization: Normalization(.pixel), upsampling: .resize, initializer: .heNormal))
    let discriminator = PatchDiscriminator(
      reading: settings,
      defaults: PatchDiscriminator(width: 16, halvings: 2, normalization: .none, initializer: .heNormal))
    let network = generator.network(inputShape: shape, channels: shape.channels)
    var model = ModelDefinition(
      id: id, imageShape: shape, latent: LatentSpace(size: 0), pixelRange: generator.output.pixelRange,
      generator: network, discriminator: discriminator.network(imageShape: shape), recipe: Self.recipe,
      notes: generator.output.notes)
    model.translation = Translation(
      inputShape: shape, isPaired: false,
      terms: [WeightedTerm(.patchContrast, weight: 4), WeightedTerm(.identity, weight: 1)],
      contrast: generator.contrast(of: network, units: 64, patches: 64))
    return model
  }

  private static let recipe = TrainingRecipe(
    loss: .nonSaturating, generatorOptimizer: adam, discriminatorOptimizer: adam,
    schedule: LearningRateSchedule(.cosine(end: 0.05)), gradientPenalty: GradientPenalty(.r1, weight: 1, every: 4),
    ema: EMA(.halfLife(images: 4000)), batchSize: 8, budget: .minutes(15))

  private static let adam = Optimizer.adam(learningRate: 2e-3, beta1: 0, beta2: 0.99, epsilon: 1e-8)
}
