/// What reading a file did to its image besides decoding it: what a person may want to know before it is learnt from.
public struct ImageConversions: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Turned or mirrored, as the file's orientation asks for.
  public static let turned = ImageConversions(rawValue: 1)
  /// Samples of more than 8 bits became 8 bits.
  public static let depth = ImageConversions(rawValue: 2)
  /// Inks (CMYK) became red, green and blue.
  public static let inks = ImageConversions(rawValue: 4)
  /// The file holds an animation; this is its first image.
  public static let firstOfMany = ImageConversions(rawValue: 8)
}
