public import ArtMedia
public import ArtSettings

/// Takes the colours away: a model learns to give them back.
public struct Grey: InputMaker {
  public static let id = "grey"
  public static let summary = "Takes the colours away: the model learns to colour."

  public init() {}

  public init(_ settings: SettingsReader) {}

  public func input(of target: PixelImage) throws(MediaError) -> PixelImage { target.desaturated() }
}
