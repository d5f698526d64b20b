public import ArtGraph

/// The critic's loss of Arjovsky, Chintala and Bottou 2017, "Wasserstein GAN", with the sign of a loss:
///
///     E D(G(z)) − E D(x)
///
/// Its negative estimates the distance between the two distributions, times the largest gradient of D. Nothing here
/// limits that gradient.
///
/// - Parameters:
///   - realLogits: D(x), what the critic says of real images.
///   - fakeLogits: D(G(z)), what it says of generated ones.
/// - Returns: a scalar.
public func wassersteinDiscriminatorLoss(realLogits: Value, fakeLogits: Value) -> Value {
  fakeLogits.mean() - realLogits.mean()
}

extension AdversarialLoss {
  public static let wasserstein = AdversarialLoss(
    id: "wasserstein",
    summary: "the difference of the means; it needs a gradient penalty or spectral normalisation",
    discriminator: { realLogits, fakeLogits, _ in
      wassersteinDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
    },
    generator: .ofFakes { criticGeneratorLoss(fakeLogits: $0) },
    // Only differences between answers mean something: half way between the means of both kinds.
    decision: DecisionRule { realLogits, fakeLogits in
      let middle = (realLogits.mean() + fakeLogits.mean()) * 0.5
      return (middle, middle)
    },
    isCritic: true)
}
