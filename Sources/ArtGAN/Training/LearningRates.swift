/// The learning rates of one step, and how far it leads the average of the generator's weights.
public struct LearningRates: Hashable, Sendable {
  public var generator: Float
  public var discriminator: Float
  /// The share of the new weights in the average, 1 − β; see ``WeightAverage``.
  public var averageShare: Float

  public init(generator: Float, discriminator: Float, averageShare: Float = 1) {
    self.generator = generator
    self.discriminator = discriminator
    self.averageShare = averageShare
  }
}

extension LearningRates {
  /// The number that an input of a step's programs is fed.
  subscript(input: StepInput) -> Float {
    switch input {
    case .generatorRate: generator
    case .discriminatorRate: discriminator
    case .averageShare: averageShare
    case .real, .noise, .labels: preconditionFailure("'\(input)' is no rate")
    }
  }
}
