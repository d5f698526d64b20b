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

  /// - Parameters:
  ///   - id: its id in documents and checkpoints.
  ///   - summary: what it draws the generator to, in a line.
  ///   - needs: what it takes for granted of its model.
  ///   - loss: a scalar, without its weight.
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

extension TranslationLoss: RegisteredValue {
  public static var builtIn: [TranslationLoss] { [.l1, .cycle, .identity, .patchContrast, .features] }

  public static var noun: RegistryError.Noun { RegistryError.Noun("translation loss", "translation losses") }
}

extension TranslationLoss: Hashable, CustomStringConvertible, Encodable, DecodableWithConfiguration {
  public typealias DecodingConfiguration = TranslationLossRegistry
}

extension SettingsReader {
  /// The losses of translations that the program has registered, or the built-in ones.
  public var translationLosses: TranslationLossRegistry { environment[TranslationLossRegistry.self] ?? .standard }
}
