public import ArtSettings
public import ArtTensor

/// Enlarges a part of each image, in a random place and size, to the full size.
public struct RandomCrop: ImageAugmentation {
  public static let id = "crop"

  /// The largest part of each side that is cut away.
  public let part: Double

  public init(_ part: Double) {
    self.part = part
  }

  public init?(_ settings: SettingsReader) {
    part = settings.number(
      Self.id, default: 0, in: 0...0.5, "The largest part of each side that a random crop cuts away: 0.1 is gentle.")
    if part == 0 { return nil }
  }

  public static func stream(of image: RandomKey) -> RandomKey { image }

  public func apply(to transform: inout ImageTransform, random: RandomKey) {
    let kept = 1 - Float(part) * random.uniform(.cropSize)
    (transform.stepX, transform.stepY) = (transform.stepX * kept, transform.stepY * kept)
    transform.left += random.uniform(.cropLeft) * (1 - kept) * Float(transform.width)
    transform.top += random.uniform(.cropTop) * (1 - kept) * Float(transform.height)
  }
}
