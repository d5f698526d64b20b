/// The numbers that one training step's programs are fed besides images: both learning rates, the EMA's share of new
/// weights, the probability of random changes to images.
public struct StepInputs: Hashable, Sendable {
  public var generatorLearningRate: Float
  public var discriminatorLearningRate: Float
  /// The share of the new weights in the EMA, 1 − β; see ``EMA``.
  public var emaShare: Float
  /// The share of images that each kind of change is made to, where that is adaptive; see ``AugmentationRule``.
  public var augmentProbability: Float

  public init(
    generatorLearningRate: Float, discriminatorLearningRate: Float, emaShare: Float = 1, augmentProbability: Float = 0
  ) {
    self.generatorLearningRate = generatorLearningRate
    self.discriminatorLearningRate = discriminatorLearningRate
    self.emaShare = emaShare
    self.augmentProbability = augmentProbability
  }

  mutating func scaleLearningRates(by factor: Double) {
    guard factor != 1 else { return }
    generatorLearningRate = Float(Double(generatorLearningRate) * factor)
    discriminatorLearningRate = Float(Double(discriminatorLearningRate) * factor)
  }

  /// The number that an input of a step's programs is fed.
  subscript(input: StepInput) -> Float {
    switch input {
    case .generatorRate: generatorLearningRate
    case .discriminatorRate: discriminatorLearningRate
    case .emaShare: emaShare
    case .augmentProbability: augmentProbability
    case .real, .input, .noise, .labels, .fakeLabels: preconditionFailure("'\(input)' is no single number")
    }
  }
}
