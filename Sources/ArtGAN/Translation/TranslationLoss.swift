public import ArtGraph
public import ArtSettings
public import FoundationEssentials

/// Something that a generator of translations minimises besides its adversarial loss, as a value. One of your own is one more
/// such value, registered in the program's ``TranslationLossRegistry``; documents and checkpoints name it by its id.
public struct TranslationLoss: Sendable {
  /// What a loss takes for granted of its model.
  public enum Need: String, CaseIterable, Sendable {
    /// Targets of the inputs: pairs.
    case targets
    /// The networks of the way back.
    case backward
    /// How patches are compared.
    case contrast
    /// Inputs of the targets' shape.
    case sameShape
  }

  /// The id in documents and checkpoints: `l1`.
  public let id: String
  /// What it draws the generator to, in a line.
  public let summary: String
  public let needs: Set<Need>
  private let loss: @Sendable (TranslationPass) throws -> Value

  /// - Parameter loss: a scalar, without its weight.
  public init(
    id: String, summary: String, needs: Set<Need> = [], loss: @escaping @Sendable (TranslationPass) throws -> Value
  ) {
    self.id = id
    self.summary = summary
    self.needs = needs
    self.loss = loss
  }

  /// The loss of a batch, a scalar without its weight.
  public func callAsFunction(_ pass: TranslationPass) throws -> Value { try loss(pass) }
}

/// The losses of translations that documents, model files and checkpoints can name.
public typealias TranslationLossRegistry = Registry<TranslationLoss>

extension Registry where Element == TranslationLoss {
  /// The losses that come along.
  public static var builtIn: [TranslationLoss] { [.l1, .cycle, .identity, .patchContrast, .features] }

  private static var noun: RegistryError.Noun { RegistryError.Noun("translation loss", "translation losses") }

  /// The built-in losses alone.
  public static var standard: TranslationLossRegistry { TranslationLossRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter losses: all that there are: `TranslationLossRegistry.builtIn + [.mine]`.
  /// - Throws: `RegistryError` if two losses have the same id.
  public init(_ losses: [TranslationLoss]) throws(RegistryError) {
    try self.init(Self.noun, losses) { $0.id }
  }
}

extension SettingsReader {
  /// The losses of translations that the program has registered, or the built-in ones.
  public var translationLosses: TranslationLossRegistry { environment[TranslationLossRegistry.self] ?? .standard }
}

/// A registry holds one loss of an id, so the id stands for the loss.
extension TranslationLoss: Hashable, CustomStringConvertible {
  public static func == (a: TranslationLoss, b: TranslationLoss) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  public var description: String { id }
}

extension TranslationLoss: Encodable, DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration registry: TranslationLossRegistry) throws {
    let id = try String(from: decoder)
    guard let loss = registry[id] else {
      throw UnreadableField.unknownPart(at: decoder.codingPath, registry.unknown(id).description)
    }
    self = loss
  }

  public func encode(to encoder: any Encoder) throws { try id.encode(to: encoder) }
}
