public import ArtSettings
public import FoundationEssentials

/// The losses that documents, model files and checkpoints can name.
public typealias LossRegistry = Registry<AdversarialLoss>

extension Registry where Element == AdversarialLoss {
  /// The losses that come along.
  public static var builtIn: [AdversarialLoss] {
    [.nonSaturating, .saturating, .leastSquares, .hinge, .wasserstein, .relativisticAverage]
  }

  private static var noun: RegistryError.Noun { RegistryError.Noun("loss", "losses") }

  /// The built-in losses alone.
  public static var standard: LossRegistry { LossRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter losses: all that there are: `LossRegistry.builtIn + [.mine]`.
  /// - Throws: `RegistryError` if two losses have the same id.
  public init(_ losses: [AdversarialLoss]) throws(RegistryError) {
    try self.init(Self.noun, losses) { $0.id }
  }
}

extension SettingsReader {
  /// The losses that the program has registered, or the built-in ones.
  public var losses: LossRegistry { environment[LossRegistry.self] ?? .standard }
}

/// A registry holds one loss of an id, so the id stands for the loss.
extension AdversarialLoss: Hashable, CustomStringConvertible {
  public static func == (a: AdversarialLoss, b: AdversarialLoss) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  public var description: String { id }
}

extension AdversarialLoss: Encodable, DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration registry: LossRegistry) throws {
    let id = try String(from: decoder)
    guard let loss = registry[id] else {
      throw UnreadableField.unknownPart(at: decoder.codingPath, registry.unknown(id).description)
    }
    self = loss
  }

  public func encode(to encoder: any Encoder) throws { try id.encode(to: encoder) }
}
