public import ArtGraph

/// What the two networks play for.
public enum AdversarialLoss: String, CaseIterable, Codable, Hashable, Sendable {
  /// Cross-entropy; the generator maximises the probability that its pictures are taken for real.
  case nonSaturating = "non-saturating"
  /// Cross-entropy; the generator minimises the probability that its pictures are found out (the minimax formula).
  case saturating
  /// Squared distance from 1 (real) and 0 (fake).
  case leastSquares = "least-squares"
  /// Margins: above 1 for real, below −1 for fake; beyond them nothing more is to be gained.
  case hinge
  /// The difference of the means. It needs a discriminator of limited slope: a gradient penalty, spectral normalisation.
  case wasserstein
  /// Cross-entropy on how much more real a picture looks than the mean picture of the other kind.
  case relativisticAverage = "relativistic-average"

  /// The discriminator's loss, a scalar to be minimised.
  ///
  /// - Parameters:
  ///   - realLogits: what the discriminator says of real pictures.
  ///   - fakeLogits: what it says of made ones.
  ///   - labelSmoothing: s; real pictures aim for 1 − s instead of 1. Only where ``hasLabels``.
  public func discriminatorLoss(realLogits: Value, fakeLogits: Value, labelSmoothing: Float = 0) -> Value {
    switch self {
    case .nonSaturating, .saturating:
      minimaxDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: labelSmoothing)
    case .leastSquares:
      leastSquaresDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: labelSmoothing)
    case .hinge: hingeDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
    case .wasserstein: wassersteinDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
    case .relativisticAverage:
      relativisticAverageDiscriminatorLoss(
        realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: labelSmoothing)
    }
  }

  /// The generator's loss, a scalar to be minimised.
  ///
  /// - Parameters:
  ///   - fakeLogits: what the discriminator says of made pictures.
  ///   - realLogits: what it says of real ones; asked for only where the loss looks at them.
  public func generatorLoss(fakeLogits: Value, realLogits: @autoclosure () throws -> Value) rethrows -> Value {
    switch self {
    case .nonSaturating: nonSaturatingGeneratorLoss(fakeLogits: fakeLogits)
    case .saturating: saturatingGeneratorLoss(fakeLogits: fakeLogits)
    case .leastSquares: leastSquaresGeneratorLoss(fakeLogits: fakeLogits)
    case .hinge, .wasserstein: criticGeneratorLoss(fakeLogits: fakeLogits)
    case .relativisticAverage:
      relativisticAverageGeneratorLoss(fakeLogits: fakeLogits, realLogits: try realLogits())
    }
  }

  /// Whether the discriminator has numbers to aim for, so that those of real pictures can be smoothed.
  public var hasLabels: Bool {
    switch self {
    case .nonSaturating, .saturating, .leastSquares, .relativisticAverage: true
    case .hinge, .wasserstein: false
    }
  }
  /// Whether both networks' losses are near 0 where their own side wins and never below, so that one over the other tells
  /// which is ahead. For equally strong ones it is 2, or 1 for the relativistic loss.
  public var hasComparableLosses: Bool {
    switch self {
    case .nonSaturating, .leastSquares, .relativisticAverage: true
    case .saturating, .hinge, .wasserstein: false
    }
  }

  /// The discriminator's loss over the generator's, a finite number; `nil` unless ``hasComparableLosses``.
  func ratio(discriminator: Float, generator: Float) -> Float? {
    guard hasComparableLosses else { return nil }
    return min(max(discriminator, 0) / max(generator, 1e-6), .greatestFiniteMagnitude)
  }
}
