public import ArtGraph

extension AdversarialLoss {
  /// The output above which the discriminator calls a picture real: half way between its aims for fake and real. `nil`
  /// where only differences between pictures mean something.
  public var threshold: Float? {
    switch self {
    case .nonSaturating, .saturating, .hinge: 0
    case .leastSquares: 0.5
    case .wasserstein, .relativisticAverage: nil
    }
  }

  /// The share of real pictures taken for real, and the share of fakes found out; two scalars.
  ///
  /// Without a ``threshold``, a Wasserstein critic's is half way between its mean answers to both kinds, and a
  /// relativistic discriminator compares each picture with the mean of the other kind.
  public func accuracies(realLogits: Value, fakeLogits: Value) -> (real: Value, fake: Value) {
    let (forReal, forFake): (Value, Value)
    switch self {
    case .nonSaturating, .saturating, .leastSquares, .hinge:
      forReal = realLogits.graph.constant(threshold ?? 0)
      forFake = forReal
    case .wasserstein:
      forReal = (realLogits.mean() + fakeLogits.mean()) * 0.5
      forFake = forReal
    case .relativisticAverage:
      (forReal, forFake) = (fakeLogits.mean(), realLogits.mean())
    }
    return (realLogits.greater(forReal).mean(), 1 - fakeLogits.greater(forFake).mean())
  }
}
