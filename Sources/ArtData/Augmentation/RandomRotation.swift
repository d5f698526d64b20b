public import ArtSettings
public import ArtTensor

/// Rotates images around their middle; the border pixels are repeated.
public struct RandomRotation: ImageAugmentation {
  public static let id = "rotate"

  /// The largest rotation to either side.
  public let degrees: Double

  public init(_ degrees: Double) {
    self.degrees = degrees
  }

  public init?(_ settings: SettingsReader) {
    degrees = settings.number(
      Self.id, default: 0, in: 0...180, "The largest random turn, in degrees; the border pixels are repeated.")
    if degrees == 0 { return nil }
  }

  public static func stream(of image: RandomKey) -> RandomKey { image }

  public func apply(to transform: inout ImageTransform, random: RandomKey) {
    transform.angle += (2 * random.uniform(.rotation) - 1) * Float(degrees) * .pi / 180
  }
}
