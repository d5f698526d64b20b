/// Random changes to all images on their way into the discriminator, real and generated ones alike. The discriminator
/// cannot memorize few real images any more, and since generated images are changed in the same way, and the
/// generator learns through the changes, the changes do not appear in what it makes.
///
/// Source: Zhao et al. 2020, "Differentiable augmentation for data-efficient GAN training"; the adaptive probability is
/// that of Karras et al. 2020, "Training generative adversarial networks with limited data".
public struct DiscriminatorAugmentation: Codable, Hashable, Sendable {
  /// Brightness, saturation (of colour images) and contrast.
  public var color: Bool
  /// The furthest that images are moved along each side, as a part of it; 0 for not at all. What comes in is the middle
  /// between black and white.
  public var translation: Double
  /// The sides of a rectangle that is cut out, as a part of the image's; 0 for none.
  public var cutout: Double
  /// How often images are changed: each kind of change is made to each image with this probability.
  public var probability: Probability

  public enum Probability: Codable, Hashable, Sendable {
    case fixed(Double)
    /// Led by how sure the discriminator is of real images.
    case adaptive(AugmentationRule)
  }

  public init(
    color: Bool = true, translation: Double = 0.125, cutout: Double = 0.5, probability: Probability = .fixed(1)
  ) {
    self.color = color
    self.translation = translation
    self.cutout = cutout
    self.probability = probability
  }

  /// The rule that leads the probability; `nil` where it stays.
  public var rule: AugmentationRule? {
    if case .adaptive(let rule) = probability { rule } else { nil }
  }

  /// The share of images that each kind of change is made to at first.
  public var firstProbability: Double {
    if case .fixed(let probability) = probability { probability } else { 0 }
  }
}
