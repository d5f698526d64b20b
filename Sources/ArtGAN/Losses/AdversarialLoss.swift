public import ArtGraph

/// What the two networks play for.
public enum AdversarialLoss: String, CaseIterable, Codable, Hashable, Sendable {
  /// Cross-entropy; the generator maximises the probability that its pictures are taken for real.
  case nonSaturating = "non-saturating"
  /// Cross-entropy; the generator minimises the probability that its pictures are found out (the minimax formula).
  case saturating
  /// Squared distance from 1 (real) and 0 (fake).
  case leastSquares = "least-squares"

  /// The discriminator's loss, a scalar to be minimised.
  public func discriminatorLoss(realLogits: Value, fakeLogits: Value, labelSmoothing: Float = 0) -> Value {
    switch self {
    case .nonSaturating, .saturating:
      minimaxDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: labelSmoothing)
    case .leastSquares:
      leastSquaresDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: labelSmoothing)
    }
  }

  /// The generator's loss, a scalar to be minimised.
  public func generatorLoss(fakeLogits: Value) -> Value {
    switch self {
    case .nonSaturating: nonSaturatingGeneratorLoss(fakeLogits: fakeLogits)
    case .saturating: saturatingGeneratorLoss(fakeLogits: fakeLogits)
    case .leastSquares: leastSquaresGeneratorLoss(fakeLogits: fakeLogits)
    }
  }

  /// The output above which the discriminator calls a picture real: half way between its aims for fake and real.
  public var threshold: Float {
    switch self {
    case .nonSaturating, .saturating: 0
    case .leastSquares: 0.5
    }
  }
}
