import ArtNN
public import ArtSettings
public import ArtTensor

/// How large the networks of a model that translates are, and with which recipe they learn.
public enum TranslationNetworks: String, CaseIterable, Hashable, Sendable {
  /// As in the paper.
  case paper
  /// Narrow ones, for minutes on a processor.
  case small

  /// Reads the setting `networks`.
  public init(reading settings: SettingsReader, default usual: TranslationNetworks = .paper) {
    self = settings.choice(
      "networks", default: usual,
      "Networks and recipe: the paper's ('paper'), or narrow ones that learn in minutes on a processor ('small'). Other "
        + "settings change either.")
  }
}

// What models that translate have where nothing else is said.
extension TranslationNetworks {
  /// Height and width of the images.
  public var imageSize: Int { self == .small ? 64 : 128 }

  /// The residual generator.
  ///
  /// - Parameter image: the shape of what it makes.
  public func resNetGenerator(for image: Shape) -> ResNetGenerator {
    switch self {
    case .paper: ResNetGenerator(blocks: ResNetGenerator.usualBlocks(for: image))
    case .small: ResNetGenerator(width: 16, blocks: 3, upsampling: .resize)
    }
  }

  /// The discriminator of patches.
  ///
  /// - Parameter image: the shape of what it judges.
  public func patchDiscriminator(for image: Shape) -> PatchDiscriminator {
    PatchDiscriminator(width: self == .small ? 16 : 64, halvings: PatchDiscriminator.usualHalvings(for: image))
  }
}

extension TrainingRecipe {
  /// As in the papers on translation: Adam with a rate of 0.0002 and beta1 0.5 for all networks, one image at a time, 200
  /// epochs. The rate goes down to 0 along half a cosine.
  public static func translation(_ loss: AdversarialLoss) -> TrainingRecipe {
    TrainingRecipe(
      loss: loss, generatorOptimizer: adam(2e-4), discriminatorOptimizer: adam(2e-4),
      schedule: LearningRateSchedule(.cosine(end: 0)), batchSize: 1, budget: .epochs(200))
  }

  /// For narrow networks and minutes on a processor: higher rates, larger batches, and images of averaged weights.
  public static func smallTranslation(
    _ loss: AdversarialLoss, generatorRate: Double = 5e-4, gradientPenalty: GradientPenalty? = nil, batchSize: Int = 2,
    minutes: Double = 30
  ) -> TrainingRecipe {
    TrainingRecipe(
      loss: loss, generatorOptimizer: adam(generatorRate), discriminatorOptimizer: adam(5e-4),
      schedule: LearningRateSchedule(.cosine(end: 0.05)), gradientPenalty: gradientPenalty,
      ema: EMA(.halfLife(images: 2000)), batchSize: batchSize, budget: .minutes(minutes))
  }

  private static func adam(_ rate: Double) -> Optimizer { .adam(learningRate: rate, beta1: 0.5, epsilon: 1e-8) }
}

extension SettingsReader {
  /// The shape of what a model that translates takes, `[height, width, channels]`, by the setting `inputColor`.
  ///
  /// The residual generator.
  ///
  /// - Parameter image: the shape of what it makes.
  public func inputShape(of image: Shape) -> Shape {
    let channels = imageChannels(
      "inputColor", default: image.channels,
      "Whether images to translate are grey, coloured (rgb), or coloured and transparent (rgba); as 'color' where it is "
        + "left out.")
    return [image[0], image[1], channels]
  }
}
