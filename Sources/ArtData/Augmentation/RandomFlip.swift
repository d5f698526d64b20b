public import ArtSettings
public import ArtTensor

/// Mirrors half of the images, left to right.
public struct RandomFlip: ImageAugmentation {
  public static let id = "flip"

  public init() {}

  public init?(_ settings: SettingsReader) {
    guard
      settings.bool(
        Self.id, default: false, "Mirrors half of the images, chosen anew each time. Not for letters and digits.")
    else { return nil }
  }

  public static func stream(of image: RandomKey) -> RandomKey { image }

  public func apply(to transform: inout ImageTransform, random: RandomKey) {
    transform.isFlipped = random.uniform(.flip) < 0.5
  }
}
