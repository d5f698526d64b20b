/// The learning rates of one step.
public struct LearningRates: Hashable, Sendable {
  public var generator: Float
  public var discriminator: Float

  public init(generator: Float, discriminator: Float) {
    self.generator = generator
    self.discriminator = discriminator
  }
}
