public import ArtSettings

/// Small random changes to each picture of a batch, so that a model cannot learn few pictures by heart.
public struct Augmentation: Hashable, Codable, Sendable {
  /// Mirrors half of the pictures, left to right.
  public var flips: Bool
  /// The largest part of each side that a random crop cuts away; the rest is enlarged to the full size. 0 for none.
  public var crop: Double
  /// The largest shift in pixels along each side; the border pixels are repeated. 0 for none.
  public var shift: Int
  /// The largest turn to either side, in degrees; the border pixels are repeated. 0 for none.
  public var rotation: Double

  public init(flips: Bool = false, crop: Double = 0, shift: Int = 0, rotation: Double = 0) {
    self.flips = flips
    self.crop = crop
    self.shift = shift
    self.rotation = rotation
  }

  public static let none = Augmentation()

  public init(_ reader: SettingsReader) {
    flips = reader.bool(
      "flip", default: false, "Mirrors half of the pictures, chosen anew each time. Not for letters and digits.")
    crop = reader.number(
      "crop", default: 0, in: 0...0.5, "The largest part of each side that a random crop cuts away: 0.1 is gentle.")
    shift = reader.integer(
      "shift", default: 0, in: 0...64, "The largest random shift in pixels; the border pixels are repeated.")
    rotation = reader.number(
      "rotate", default: 0, in: 0...180,
      "The largest random turn, in degrees; the border pixels are repeated.")
  }
}
