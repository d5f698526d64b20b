public import ArtGraph

/// The critic's loss of Arjovsky, Chintala and Bottou 2017, "Wasserstein GAN", with the sign of a loss:
///
///     E D(G(z)) − E D(x)
///
/// Its negative estimates the distance between the two distributions, times the largest slope of D. Nothing here limits
/// that slope.
///
/// - Parameters:
///   - realLogits: D(x), what the critic says of real pictures.
///   - fakeLogits: D(G(z)), what it says of made ones.
/// - Returns: a scalar.
public func wassersteinDiscriminatorLoss(realLogits: Value, fakeLogits: Value) -> Value {
  fakeLogits.mean() - realLogits.mean()
}
