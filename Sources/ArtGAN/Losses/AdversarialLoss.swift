public import ArtGraph

/// What each of the two networks minimises, as a value. A loss of your own is one more such value, registered in the program's
/// ``LossRegistry``; documents and checkpoints name it by its id.
public struct AdversarialLoss: Sendable {
  /// The discriminator's loss, a scalar to be minimised.
  ///
  /// - Parameters:
  ///   - realLogits: D(x), what the discriminator says of real images, `[batch, 1]`.
  ///   - fakeLogits: D(G(z)), what it says of generated ones.
  ///   - labelSmoothing: s; real images aim for 1 − s instead of 1. 0 unless ``AdversarialLoss/hasLabels``.
  public typealias Discriminator =
    @Sendable (_ realLogits: Value, _ fakeLogits: Value, _ labelSmoothing: Float) -> Value

  /// The generator's loss, a scalar to be minimised.
  public enum Generator: Sendable {
    /// It looks at generated images alone.
    case ofFakes(@Sendable (_ fakeLogits: Value) -> Value)
    /// It looks at real images too.
    case ofBoth(@Sendable (_ fakeLogits: Value, _ realLogits: Value) -> Value)
  }

  /// The id in documents and checkpoints: `hinge`.
  public let id: String
  /// What each side aims for, in a line.
  public let summary: String
  private let discriminator: Discriminator
  private let generator: Generator
  private let decision: DecisionRule
  /// Whether the discriminator has labels to aim for, so that those of real images can be smoothed.
  public let hasLabels: Bool
  /// Whether both networks' losses are near 0 where their own side wins and never below, so that one over the other tells
  /// which is ahead. For equally strong networks it should be near 1 or 2.
  public let hasComparableLosses: Bool
  /// Whether the discriminator is a critic, whose work it is to tell all images apart: that it does is no bad sign.
  public let isCritic: Bool

  public init(
    id: String, summary: String, discriminator: @escaping Discriminator, generator: Generator,
    decision: DecisionRule = .threshold(0), hasLabels: Bool = false, hasComparableLosses: Bool = false,
    isCritic: Bool = false
  ) {
    self.id = id
    self.summary = summary
    self.discriminator = discriminator
    self.generator = generator
    self.decision = decision
    self.hasLabels = hasLabels
    self.hasComparableLosses = hasComparableLosses
    self.isCritic = isCritic
  }

  /// The discriminator's loss; see ``Discriminator``.
  public func discriminatorLoss(realLogits: Value, fakeLogits: Value, labelSmoothing: Float = 0) -> Value {
    discriminator(realLogits, fakeLogits, labelSmoothing)
  }

  /// The generator's loss; see ``Generator``.
  ///
  /// - Parameters:
  ///   - fakeLogits: what the discriminator says of generated images.
  ///   - realLogits: what it says of real ones; asked for only where the loss looks at them.
  public func generatorLoss(fakeLogits: Value, realLogits: @autoclosure () throws -> Value) rethrows -> Value {
    switch generator {
    case .ofFakes(let loss): loss(fakeLogits)
    case .ofBoth(let loss): loss(fakeLogits, try realLogits())
    }
  }

  /// The share of real images taken for real, and the share of fakes found out; two scalars.
  public func accuracies(realLogits: Value, fakeLogits: Value) -> (real: Value, fake: Value) {
    let thresholds = decision.thresholds(realLogits, fakeLogits)
    return (realLogits.greater(thresholds.real).mean(), 1 - fakeLogits.greater(thresholds.fake).mean())
  }

  /// The discriminator's loss over the generator's, a finite number; `nil` unless ``hasComparableLosses``.
  func ratio(discriminator: Float, generator: Float) -> Float? {
    guard hasComparableLosses else { return nil }
    return min(max(discriminator, 0) / max(generator, 1e-6), .greatestFiniteMagnitude)
  }
}

/// What logits are compared with to tell what the discriminator takes for real: a scalar for real images and one for
/// generated ones.
public struct DecisionRule: Sendable {
  let thresholds: @Sendable (_ realLogits: Value, _ fakeLogits: Value) -> (real: Value, fake: Value)

  public init(
    _ thresholds: @escaping @Sendable (_ realLogits: Value, _ fakeLogits: Value) -> (real: Value, fake: Value)
  ) {
    self.thresholds = thresholds
  }

  /// A number half way between the discriminator's aims for fake and real.
  public static func threshold(_ number: Float) -> DecisionRule {
    DecisionRule { realLogits, _ in
      let threshold = realLogits.graph.constant(number)
      return (threshold, threshold)
    }
  }
}
