public import ArtGraph

// The losses of Jolicoeur-Martineau 2018, "The relativistic discriminator: a key element missing from standard GAN"
// (there RaSGAN): σ(C(x) − E C(other kind)) is the probability that an image is more real than the mean image of the
// other kind. Real images count in both losses.

/// The discriminator's loss, for r = C(x) − E C(G(z)) and f = C(G(z)) − E C(x):
///
///     −E log σ(r) − E log (1 − σ(f))
///
/// - Parameters:
///   - realLogits: C(x), what the discriminator says of real images.
///   - fakeLogits: C(G(z)), what it says of generated ones.
///   - labelSmoothing: s; real images aim for 1 − s instead of 1.
/// - Returns: a scalar. 2 log 2 ≈ 1.386 where the discriminator cannot tell them apart.
public func relativisticAverageDiscriminatorLoss(
  realLogits: Value, fakeLogits: Value, labelSmoothing: Float = 0
) -> Value {
  binaryCrossEntropy(logits: realLogits - fakeLogits.mean(), target: 1 - labelSmoothing)
    + binaryCrossEntropy(logits: fakeLogits - realLogits.mean(), target: 0)
}

/// The generator's loss, with r and f as in the discriminator's:
///
///     −E log σ(f) − E log (1 − σ(r))
///
/// - Returns: a scalar. 2 log 2 ≈ 1.386 where the discriminator cannot tell fakes from real images.
public func relativisticAverageGeneratorLoss(fakeLogits: Value, realLogits: Value) -> Value {
  binaryCrossEntropy(logits: fakeLogits - realLogits.mean(), target: 1)
    + binaryCrossEntropy(logits: realLogits - fakeLogits.mean(), target: 0)
}

extension AdversarialLoss {
  public static let relativisticAverage = AdversarialLoss(
    id: "relativistic-average",
    summary: "cross-entropy on how much more real an image looks than the mean image of the other kind",
    discriminator: { relativisticAverageDiscriminatorLoss(realLogits: $0, fakeLogits: $1, labelSmoothing: $2) },
    generator: .ofBoth { relativisticAverageGeneratorLoss(fakeLogits: $0, realLogits: $1) },
    decision: DecisionRule { realLogits, fakeLogits in (fakeLogits.mean(), realLogits.mean()) }, hasLabels: true,
    hasComparableLosses: true)
}
