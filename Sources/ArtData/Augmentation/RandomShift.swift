public import ArtSettings
public import ArtTensor

/// Shifts images by whole pixels; the border pixels are repeated.
public struct RandomShift: ImageAugmentation {
  public static let id = "shift"

  /// The largest shift along each side.
  public let pixels: Int

  public init(_ pixels: Int) {
    self.pixels = pixels
  }

  public init?(_ settings: SettingsReader) {
    pixels = settings.integer(
      Self.id, default: 0, in: 0...64, "The largest random shift in pixels; the border pixels are repeated.")
    if pixels == 0 { return nil }
  }

  public static func stream(of image: RandomKey) -> RandomKey { image }

  public func apply(to transform: inout ImageTransform, random: RandomKey) {
    transform.left += Float(random.int(.shiftAcross, below: 2 * pixels + 1) - pixels)
    transform.top += Float(random.int(.shiftDown, below: 2 * pixels + 1) - pixels)
  }
}
