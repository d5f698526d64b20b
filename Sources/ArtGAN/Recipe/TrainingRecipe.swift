public import ArtNN

/// How a model learns: everything about training but the pictures and the seed. And how its pictures are drawn, which is
/// found out while it learns.
public struct TrainingRecipe: Codable, Hashable, Sendable {
  public var updateRule: UpdateRule
  public var loss: AdversarialLoss
  /// s: real pictures aim for 1 − s instead of 1. From 0 to below 1.
  public var labelSmoothing: Double
  /// With its learning rate, weight penalties and gradient clipping; likewise the discriminator's.
  public var generatorOptimizer: Optimizer
  public var discriminatorOptimizer: Optimizer
  /// How both learning rates change over the training.
  public var schedule: LearningRateSchedule
  /// The penalty on the discriminator's slope; `nil` for none.
  public var gradientPenalty: GradientPenalty?
  /// Random changes to all pictures on their way into the discriminator; `nil` for none.
  public var augmentation: DiscriminatorAugmentation?
  /// The moving average of the generator's weights that pictures come from; `nil` for the weights of the moment.
  public var average: WeightAverage?
  /// What latent coordinates are multiplied by where pictures are drawn and nothing else is said: below 1 they are safer
  /// and more alike, above 1 wilder. `nil` for 1. From 0 to 2.
  public var truncation: Double?
  /// Real pictures in a batch, and generated pictures beside them.
  public var batchSize: Int
  public var budget: TrainingBudget

  public init(
    updateRule: UpdateRule = .simultaneous, loss: AdversarialLoss = .nonSaturating, labelSmoothing: Double = 0,
    generatorOptimizer: Optimizer, discriminatorOptimizer: Optimizer, schedule: LearningRateSchedule = .constant,
    gradientPenalty: GradientPenalty? = nil, augmentation: DiscriminatorAugmentation? = nil,
    average: WeightAverage? = nil, truncation: Double? = nil, batchSize: Int, budget: TrainingBudget
  ) {
    self.updateRule = updateRule
    self.loss = loss
    self.labelSmoothing = labelSmoothing
    self.generatorOptimizer = generatorOptimizer
    self.discriminatorOptimizer = discriminatorOptimizer
    self.schedule = schedule
    self.gradientPenalty = gradientPenalty
    self.augmentation = augmentation
    self.average = average
    self.truncation = truncation
    self.batchSize = batchSize
    self.budget = budget
  }

  /// Real pictures that one step looks at.
  public var picturesPerStep: Int { batchSize * updateRule.batchesPerStep }

  /// The number of steps that the budget is worth on a training set of so many pictures.
  public func totalSteps(datasetCount: Int) -> Int {
    budget.steps(picturesPerStep: picturesPerStep, datasetCount: datasetCount)
  }

  /// The learning rates of one step, counted from 0, and the share of its weights in their average.
  public func rates(atStep step: Int, of total: Int) -> LearningRates {
    LearningRates(
      generator: schedule.rate(atStep: step, of: total, base: generatorOptimizer.learningRate),
      discriminator: schedule.rate(atStep: step, of: total, base: discriminatorOptimizer.learningRate),
      averageShare: average.map { Float(1 - $0.decay(atStep: step, batchSize: batchSize)) } ?? 1)
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
