public import ArtNN
public import FoundationEssentials

/// How a model learns: everything about training but the images and the seed. And how its images are drawn, which is
/// found out while it learns.
public struct TrainingRecipe: Encodable, Hashable, Sendable {
  public var updateRule: UpdateRule
  public var loss: AdversarialLoss
  /// s: real images aim for 1 − s instead of 1. From 0 to below 1.
  public var labelSmoothing: Double
  /// With its learning rate, weight penalties and gradient clipping; likewise the discriminator's.
  public var generatorOptimizer: Optimizer
  public var discriminatorOptimizer: Optimizer
  /// How both learning rates change over the training.
  public var schedule: LearningRateSchedule
  /// The penalty on the discriminator's gradient; `nil` for none.
  public var gradientPenalty: GradientPenalty?
  /// How many of the discriminator's first layers with weights no optimiser changes; `nil` for none.
  /// Source: Mo, Cho and Shin 2020, "Freeze the discriminator: a simple baseline for fine-tuning GANs".
  public var frozenDiscriminatorLayers: Int?
  /// Random changes to all images on their way into the discriminator; `nil` for none.
  public var augmentation: DiscriminatorAugmentation?
  /// The moving average of the generator's weights that images come from; `nil` for the weights of the moment.
  public var ema: EMA?
  /// What latent coordinates are multiplied by where images are drawn and nothing else is said: below 1 they are safer
  /// and more alike, above 1 wilder. `nil` for 1. From 0 to 2.
  public var truncation: Double?
  /// Real images in a batch, and generated images beside them.
  public var batchSize: Int
  public var budget: TrainingBudget

  public init(
    updateRule: UpdateRule = .simultaneous, loss: AdversarialLoss = .nonSaturating, labelSmoothing: Double = 0,
    generatorOptimizer: Optimizer, discriminatorOptimizer: Optimizer, schedule: LearningRateSchedule = .constant,
    gradientPenalty: GradientPenalty? = nil, frozenDiscriminatorLayers: Int? = nil,
    augmentation: DiscriminatorAugmentation? = nil, ema: EMA? = nil, truncation: Double? = nil, batchSize: Int,
    budget: TrainingBudget
  ) {
    self.updateRule = updateRule
    self.loss = loss
    self.labelSmoothing = labelSmoothing
    self.generatorOptimizer = generatorOptimizer
    self.discriminatorOptimizer = discriminatorOptimizer
    self.schedule = schedule
    self.gradientPenalty = gradientPenalty
    self.frozenDiscriminatorLayers = frozenDiscriminatorLayers
    self.augmentation = augmentation
    self.ema = ema
    self.truncation = truncation
    self.batchSize = batchSize
    self.budget = budget
  }

  /// Real images that one step looks at.
  public var imagesPerStep: Int { batchSize * updateRule.batchesPerStep }

  /// A batch that suits few images, a quarter of them at most where there are some: where more than half of them are in
  /// each batch, the discriminator sees nearly the same in each step and soon knows every image by heart.
  ///
  /// - Parameters:
  ///   - size: The images of a batch.
  ///   - count: The images to learn from.
  /// - Returns: The largest power of two that suits them; nil where the batch does.
  public static func betterBatch(than size: Int, ofImages count: Int) -> Int? {
    guard 2 * size > count else { return nil }
    var better = count < 8 ? 2 : 4
    while 8 * better <= count { better *= 2 }
    return better < size ? better : nil
  }

  /// The number of steps that the budget is worth on a training set of so many images.
  public func totalSteps(datasetCount: Int) -> Int {
    budget.steps(imagesPerStep: imagesPerStep, datasetCount: datasetCount)
  }

  /// The learning rates of one step, counted from 0, and the EMA's share of its weights.
  public func inputs(atStep step: Int, of total: Int) -> StepInputs {
    StepInputs(
      generatorLearningRate: schedule.rate(atStep: step, of: total, base: generatorOptimizer.learningRate),
      discriminatorLearningRate: schedule.rate(atStep: step, of: total, base: discriminatorOptimizer.learningRate),
      emaShare: ema.map { Float(1 - $0.decay(atStep: step, batchSize: batchSize)) } ?? 1)
  }
}

extension TrainingRecipe {
  /// As in TensorFlow's DCGAN tutorial: Adam with a rate of 0.0001 for both networks, batches of 256.
  public static let dcgan = TrainingRecipe(
    generatorOptimizer: .adam(learningRate: 1e-4), discriminatorOptimizer: .adam(learningRate: 1e-4), batchSize: 256,
    budget: .epochs(50))

  /// Adam with a rate of 0.0002 for both networks, batches of 128, 100 epochs.
  public static let mlp = TrainingRecipe(
    generatorOptimizer: .adam(learningRate: 2e-4), discriminatorOptimizer: .adam(learningRate: 2e-4), batchSize: 128,
    budget: .epochs(100))
}

/// Read with the losses that the program knows.
extension TrainingRecipe: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration losses: LossRegistry) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      updateRule: try container.decode(UpdateRule.self, forKey: .updateRule),
      loss: try container.decode(AdversarialLoss.self, forKey: .loss, configuration: losses),
      labelSmoothing: try container.decode(Double.self, forKey: .labelSmoothing),
      generatorOptimizer: try container.decode(Optimizer.self, forKey: .generatorOptimizer),
      discriminatorOptimizer: try container.decode(Optimizer.self, forKey: .discriminatorOptimizer),
      schedule: try container.decode(LearningRateSchedule.self, forKey: .schedule),
      gradientPenalty: try container.decodeIfPresent(GradientPenalty.self, forKey: .gradientPenalty),
      frozenDiscriminatorLayers: try container.decodeIfPresent(Int.self, forKey: .frozenDiscriminatorLayers),
      augmentation: try container.decodeIfPresent(DiscriminatorAugmentation.self, forKey: .augmentation),
      ema: try container.decodeIfPresent(EMA.self, forKey: .ema),
      truncation: try container.decodeIfPresent(Double.self, forKey: .truncation),
      batchSize: try container.decode(Int.self, forKey: .batchSize),
      budget: try container.decode(TrainingBudget.self, forKey: .budget))
  }
}
