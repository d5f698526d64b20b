/// The learning rates of one step, how far it leads the average of the generator's weights, and how often it changes
/// pictures.
public struct LearningRates: Hashable, Sendable {
  public var generator: Float
  public var discriminator: Float
  /// The share of the new weights in the average, 1 − β; see ``WeightAverage``.
  public var averageShare: Float
  /// The share of pictures that each kind of change is made to, where that is adaptive; see ``AugmentationRule``.
  public var augmentProbability: Float

  public init(generator: Float, discriminator: Float, averageShare: Float = 1, augmentProbability: Float = 0) {
    self.generator = generator
    self.discriminator = discriminator
    self.averageShare = averageShare
    self.augmentProbability = augmentProbability
  }

  /// Multiplies both learning rates by a factor.
  mutating func scale(by factor: Double) {
    guard factor != 1 else { return }
    generator = Float(Double(generator) * factor)
    discriminator = Float(Double(discriminator) * factor)
  }
}

extension LearningRates {
  /// The number that an input of a step's programs is fed.
  subscript(input: StepInput) -> Float {
    switch input {
    case .generatorRate: generator
    case .discriminatorRate: discriminator
    case .averageShare: averageShare
    case .augmentProbability: augmentProbability
    case .real, .noise, .labels, .fakeLabels: preconditionFailure("'\(input)' is no rate")
    }
  }
}
