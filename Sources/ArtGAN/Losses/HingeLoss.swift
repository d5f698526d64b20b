public import ArtGraph

// The discriminator's loss of Lim and Ye 2017, "Geometric GAN", and the generator's that belongs to it and to a
// Wasserstein critic.

/// The discriminator's loss:
///
///     E max(0, 1 − D(x)) + E max(0, 1 + D(G(z)))
///
/// - Parameters:
///   - realLogits: D(x), what the discriminator says of real images.
///   - fakeLogits: D(G(z)), what it says of generated ones.
/// - Returns: a scalar. 2 where the discriminator answers 0 to everything.
public func hingeDiscriminatorLoss(realLogits: Value, fakeLogits: Value) -> Value {
  (1 - realLogits).relu().mean() + (fakeLogits + 1).relu().mean()
}

/// The generator's loss against a discriminator that gives no probabilities:
///
///     −E D(G(z))
///
/// - Returns: a scalar.
public func criticGeneratorLoss(fakeLogits: Value) -> Value {
  -fakeLogits.mean()
}

extension AdversarialLoss {
  public static let hinge = AdversarialLoss(
    id: "hinge", summary: "margins: above 1 for real, below -1 for fake; beyond them nothing more is to be gained",
    discriminator: { realLogits, fakeLogits, _ in
      hingeDiscriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
    },
    generator: .ofFakes { criticGeneratorLoss(fakeLogits: $0) })
}
