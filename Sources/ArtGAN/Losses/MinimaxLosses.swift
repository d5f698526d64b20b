public import ArtGraph

// The losses of Goodfellow et al. 2014, "Generative Adversarial Nets", on logits l: D = σ(l) is the probability that
// an image is real.

/// The discriminator's loss: the cross-entropy of real images against 1 plus that of fakes against 0,
///
///     −E log D(x) − E log (1 − D(G(z)))
///
/// - Parameters:
///   - realLogits: logits of real images, shape `[batch, 1]`, or maps of them, `[batch, height, width, 1]`.
///   - fakeLogits: logits of generated images, of the same shape.
///   - labelSmoothing: s; real images aim for 1 − s instead of 1 (one-sided: Salimans et al. 2016, section 3.4).
/// - Returns: a scalar. 2 log 2 ≈ 1.386 where the discriminator cannot tell them apart.
public func minimaxDiscriminatorLoss(realLogits: Value, fakeLogits: Value, labelSmoothing: Float = 0) -> Value {
  binaryCrossEntropy(logits: realLogits, target: 1 - labelSmoothing) + binaryCrossEntropy(logits: fakeLogits, target: 0)
}

/// The generator's non-saturating loss, whose gradient is strong where the discriminator is sure of a fake:
///
///     −E log D(G(z))
///
/// - Returns: a scalar. log 2 ≈ 0.693 where the discriminator cannot tell fakes from real images.
public func nonSaturatingGeneratorLoss(fakeLogits: Value) -> Value {
  binaryCrossEntropy(logits: fakeLogits, target: 1)
}

/// The generator's side of the minimax formula:
///
///     E log (1 − D(G(z)))
///
/// Its gradient vanishes where the discriminator is sure of a fake.
///
/// - Returns: a scalar, never above 0. −log 2 where the discriminator cannot tell fakes from real images.
public func saturatingGeneratorLoss(fakeLogits: Value) -> Value {
  -binaryCrossEntropy(logits: fakeLogits, target: 0)
}

extension AdversarialLoss {
  public static let nonSaturating = AdversarialLoss(
    id: "non-saturating",
    summary: "cross-entropy; the generator maximises the probability that its images are taken for real",
    discriminator: { minimaxDiscriminatorLoss(realLogits: $0, fakeLogits: $1, labelSmoothing: $2) },
    generator: .ofFakes { nonSaturatingGeneratorLoss(fakeLogits: $0) }, hasLabels: true, hasComparableLosses: true)

  public static let saturating = AdversarialLoss(
    id: "saturating",
    summary: "cross-entropy; the generator minimises the probability that its images are found out (minimax)",
    discriminator: { minimaxDiscriminatorLoss(realLogits: $0, fakeLogits: $1, labelSmoothing: $2) },
    generator: .ofFakes { saturatingGeneratorLoss(fakeLogits: $0) }, hasLabels: true)
}
