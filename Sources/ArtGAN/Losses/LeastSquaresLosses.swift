public import ArtGraph

// The losses of Mao et al. 2017, "Least Squares Generative Adversarial Networks", equation 9 with a = 0, b = c = 1:
// the discriminator's raw output is drawn to 1 on real images and to 0 on fakes.

/// The discriminator's loss:
///
///     ½ E (D(x) − 1)² + ½ E D(G(z))²
///
/// - Parameters:
///   - realLogits: D(x), what the discriminator says of real images.
///   - fakeLogits: D(G(z)), what it says of generated ones.
///   - labelSmoothing: s; real images aim for 1 − s instead of 1.
/// - Returns: a scalar.
public func leastSquaresDiscriminatorLoss(realLogits: Value, fakeLogits: Value, labelSmoothing: Float = 0) -> Value {
  (realLogits - (1 - labelSmoothing)).square().mean() * 0.5 + fakeLogits.square().mean() * 0.5
}

/// The generator's loss:
///
///     ½ E (D(G(z)) − 1)²
///
/// - Returns: a scalar.
public func leastSquaresGeneratorLoss(fakeLogits: Value) -> Value {
  (fakeLogits - 1).square().mean() * 0.5
}

extension AdversarialLoss {
  public static let leastSquares = AdversarialLoss(
    id: "least-squares", summary: "squared distance from 1 (real) and 0 (fake)",
    discriminator: { leastSquaresDiscriminatorLoss(realLogits: $0, fakeLogits: $1, labelSmoothing: $2) },
    generator: .ofFakes { leastSquaresGeneratorLoss(fakeLogits: $0) }, decision: .threshold(0.5), hasLabels: true,
    hasComparableLosses: true)
}
