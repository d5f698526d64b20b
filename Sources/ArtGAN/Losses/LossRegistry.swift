public import ArtSettings
public import FoundationEssentials

/// The losses that documents, model files and checkpoints can name.
public typealias LossRegistry = Registry<AdversarialLoss>

extension AdversarialLoss: RegisteredValue {
  public static var builtIn: [AdversarialLoss] {
    [.nonSaturating, .saturating, .leastSquares, .hinge, .wasserstein, .relativisticAverage]
  }

  public static var noun: RegistryError.Noun { RegistryError.Noun("loss", "losses") }
}

extension AdversarialLoss: Hashable, CustomStringConvertible, Encodable, DecodableWithConfiguration {
  public typealias DecodingConfiguration = LossRegistry
}

extension SettingsReader {
  /// The losses that the program has registered, or the built-in ones.
  public var losses: LossRegistry { environment[LossRegistry.self] ?? .standard }
}
