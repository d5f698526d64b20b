/// Leads the probability of changes so that the discriminator is neither too sure of real images nor too unsure: the
/// mean sign of its answers to real images, r, shall be near a target. Above it the discriminator memorizes them,
/// and images are changed more often; below it, less often.
///
/// Source: Karras et al. 2020, "Training generative adversarial networks with limited data", section 3.1.
public struct AugmentationRule: Codable, Hashable, Sendable {
  /// What r shall be, −1 to 1.
  public var target: Double
  /// The real images in which the probability can go from 0 to 1.
  public var images: Int
  /// The updates of the discriminator between two changes of the probability.
  public var every: Int

  public init(target: Double = 0.6, images: Int = 500_000, every: Int = 4) {
    self.target = target
    self.images = images
    self.every = every
  }
}

/// Where an adaptive probability stands.
public struct AugmentationState: Codable, Hashable, Sendable {
  /// The share of images that each kind of change is made to, 0 to 1.
  public private(set) var probability: Double
  /// The sum of the mean signs since the last change, and their number.
  private(set) var signs: Double = 0
  private(set) var updates = 0

  public init(probability: Double = 0) {
    self.probability = probability
  }

  /// Takes in what the discriminator made of real images.
  ///
  /// - Parameters:
  ///   - accuracy: the share of real images that it took for real, the mean over the updates.
  ///   - count: the number of updates.
  ///   - batchSize: the real images of each.
  ///   - rule: leads the probability.
  public mutating func take(accuracy: Double, updates count: Int, batchSize: Int, rule: AugmentationRule) {
    signs += (2 * accuracy - 1) * Double(count)
    updates += count
    guard updates >= rule.every else { return }
    let distance = signs / Double(updates) - rule.target
    let step = Double(batchSize * updates) / Double(rule.images)
    if distance != 0 { probability = min(max(probability + (distance > 0 ? step : -step), 0), 1) }
    (signs, updates) = (0, 0)
  }
}
