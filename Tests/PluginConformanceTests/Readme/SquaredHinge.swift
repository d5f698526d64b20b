import ArtPipeKit

extension AdversarialLoss {
  /// The hinge loss with squared margins: answers far on the wrong side count more.
  static let squaredHinge = AdversarialLoss(
    id: "squared-hinge", summary: "squared margins: above 1 for real, below -1 for fake",
    discriminator: { realLogits, fakeLogits, _ in
      let (real, fake) = ((1 - realLogits).relu(), (fakeLogits + 1).relu())
      return (real * real).mean() + (fake * fake).mean()
    },
    generator: .ofFakes { -$0.mean() })
}
