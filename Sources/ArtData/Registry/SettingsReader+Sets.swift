public import ArtMedia
public import ArtSettings

/// The sets of parts that data sets and stages choose from: those that the program has registered, or the built-in ones.
extension SettingsReader {
  public var imageFormats: ImageFormatRegistry { environment[ImageFormatRegistry.self] ?? .standard }
  public var videoFormats: VideoFormatRegistry { environment[VideoFormatRegistry.self] ?? .standard }
  public var inputMakers: InputMakerRegistry { environment[InputMakerRegistry.self] ?? .standard }
  public var augmentations: AugmentationRegistry { environment[AugmentationRegistry.self] ?? .standard }
}
