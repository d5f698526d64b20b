public import ArtNN
public import ArtSettings

/// The open sets that models are put together from. Checkpoints and model files name their elements, so reading one takes
/// the components of the program.
public struct ModelComponents: Sendable {
  public let layers: LayerRegistry
  public let losses: LossRegistry
  public let translationLosses: TranslationLossRegistry

  /// - Parameters:
  ///   - layers: the layers that files can name.
  ///   - losses: the losses that documents and files can name.
  ///   - translationLosses: likewise, those of models that translate images.
  public init(
    layers: LayerRegistry = .standard, losses: LossRegistry = .standard,
    translationLosses: TranslationLossRegistry = .standard
  ) {
    self.layers = layers
    self.losses = losses
    self.translationLosses = translationLosses
  }

  /// The built-in components alone.
  public static let standard = ModelComponents()

  /// Puts the sets where readers of settings find them.
  public func add(to environment: inout SettingsEnvironment) {
    environment[LayerRegistry.self] = layers
    environment[LossRegistry.self] = losses
    environment[TranslationLossRegistry.self] = translationLosses
  }
}

extension SettingsReader {
  /// The components that the program has registered, or the built-in ones.
  public var components: ModelComponents {
    ModelComponents(layers: layerKinds, losses: losses, translationLosses: translationLosses)
  }
}
