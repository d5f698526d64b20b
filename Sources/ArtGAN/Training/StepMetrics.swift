/// What one training step measured, at the weights from before its update. Every number is finite.
public struct StepMetrics: Codable, Hashable, Sendable {
  /// The number of steps done, this one included.
  public var step: Int
  /// Passes over the real images so far.
  public var epoch: Double
  /// Real images seen so far, repeats counted.
  public var images: Int
  public var generatorLoss: Float
  public var discriminatorLoss: Float
  /// The discriminator's loss over the generator's; `nil` where the two cannot be compared, see
  /// ``AdversarialLoss/hasComparableLosses``.
  public var lossRatio: Float?
  /// The share of real images that the discriminator took for real.
  public var realAccuracy: Float
  /// The share of generated images that the discriminator found out.
  public var fakeAccuracy: Float
  /// The mean logit of real images.
  public var realLogit: Float
  /// The mean logit of generated images.
  public var fakeLogit: Float
  /// The length of all gradients of the generator together, before clipping.
  public var generatorGradient: Float
  /// The length of all gradients of the discriminator together, before clipping.
  public var discriminatorGradient: Float
  /// The gradient penalty without its weight; `nil` where the step had none.
  public var gradientPenalty: Float?
  /// The share of images that each kind of change was made to; `nil` where that is not adaptive.
  public var augmentProbability: Float?
  /// The parts of the generator's loss besides the adversarial one, without their weights; `nil` where there are none.
  public var terms: [String: Float]?
  public var generatorLearningRate: Float
  public var discriminatorLearningRate: Float
}

extension StepMetrics {
  /// - Parameter state: after the step.
  init(_ outcome: StepOutcome, _ inputs: StepInputs, state: TrainingState, recipe: TrainingRecipe) {
    let images = state.step * recipe.imagesPerStep
    self.init(
      step: state.step, epoch: Double(images) / Double(max(state.dataCount, 1)), images: images,
      generatorLoss: outcome.generatorLoss, discriminatorLoss: outcome.discriminatorLoss,
      lossRatio: recipe.loss.ratio(discriminator: outcome.discriminatorLoss, generator: outcome.generatorLoss),
      realAccuracy: outcome.realAccuracy, fakeAccuracy: outcome.fakeAccuracy, realLogit: outcome.realLogit,
      fakeLogit: outcome.fakeLogit, generatorGradient: outcome.generatorGradient,
      discriminatorGradient: outcome.discriminatorGradient, gradientPenalty: outcome.gradientPenalty,
      augmentProbability: state.augmentation == nil ? nil : inputs.augmentProbability,
      terms: outcome.terms.isEmpty ? nil : outcome.terms,
      generatorLearningRate: inputs.generatorLearningRate,
      discriminatorLearningRate: inputs.discriminatorLearningRate)
  }
}
