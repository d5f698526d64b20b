public import ArtSettings
public import ArtTensor

/// How large the networks of a model that translates are, and with which recipe they learn.
public enum TranslationNetworks: String, CaseIterable, Hashable, Sendable {
  /// As in the paper.
  case paper
  /// Narrow ones, for minutes on a processor.
  case small

  /// Reads the setting `networks`.
  public init(reading settings: SettingsReader, default usual: TranslationNetworks = .paper) {
    self = settings.choice(
      "networks", default: usual,
      "Networks and recipe: the paper's ('paper'), or narrow ones that learn in minutes on a processor ('small'). Other "
        + "settings change either.")
  }
}

extension SettingsReader {
  /// The shape of what a model that translates takes, `[height, width, channels]`, by the setting `inputColor`.
  ///
  /// - Parameter image: the shape of what it makes.
  public func inputShape(of image: Shape) -> Shape {
    let channels = imageChannels(
      "inputColor", default: image.channels,
      "Whether images to translate are grey, coloured (rgb), or coloured and transparent (rgba); as 'color' where it is "
        + "left out.")
    return [image[0], image[1], channels]
  }
}
