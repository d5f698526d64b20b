/// A penalty on the discriminator's gradient with respect to images. It keeps the discriminator smooth, so that the
/// generator can learn from it.
public struct GradientPenalty: Codable, Hashable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// weight / 2 · E |∇D(x)|² on real images. Source: Mescheder, Geiger and Nowozin 2018, "Which training methods for
    /// GANs do actually converge?" (R₁).
    case r1
    /// weight · E (|∇D(x̂)| − 1)² on random points between real and generated images. The discriminator should have no
    /// batch normalisation. Source: Gulrajani et al. 2017, "Improved training of Wasserstein GANs".
    case wganGP = "wgan-gp"
  }

  public var kind: Kind
  /// γ of R₁, λ of WGAN-GP.
  public var weight: Double
  /// The penalty is added in every n-th update of the discriminator, with n times the weight. Source: Karras
  /// et al. 2020, "Analyzing and improving the image quality of StyleGAN" (lazy regularisation); there with steps of its
  /// own, here with the loss's.
  public var every: Int

  public init(_ kind: Kind, weight: Double = 10, every: Int? = nil) {
    self.kind = kind
    self.weight = weight
    self.every = every ?? Self.usualInterval(of: kind)
  }

  /// The usual number of updates between two with the penalty.
  static func usualInterval(of kind: Kind) -> Int { kind == .r1 ? 16 : 1 }

  /// Whether an update of the discriminator, counted from 0, has the penalty.
  func isDue(atUpdate update: Int) -> Bool { update % max(every, 1) == 0 }
}
