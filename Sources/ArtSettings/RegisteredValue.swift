public import FoundationEssentials

/// A value of an open set, such as a loss. One of your own is one more such value in the program's registry of them;
/// documents and files name it by its id.
///
/// A registry holds one value of an id, so the id stands for the value: types that conform to `Hashable`,
/// `CustomStringConvertible`, `Encodable` or `DecodableWithConfiguration` besides are compared by it, and are encoded and
/// decoded as it.
public protocol RegisteredValue: Sendable {
  /// The values that come along, in the order in which they are listed.
  static var builtIn: [Self] { get }
  /// What messages call one value, and several.
  static var noun: RegistryError.Noun { get }

  /// The name in documents and files.
  var id: String { get }
}

extension Registry where Element: RegisteredValue {
  /// The values that come along.
  public static var builtIn: [Element] { Element.builtIn }

  /// The built-in values alone.
  public static var standard: Registry { Registry(checked: builtIn, Element.noun) { $0.id } }

  /// - Parameter values: all that there are: `LossRegistry.builtIn + [.mine]`.
  /// - Throws: ``RegistryError`` if two values have the same id.
  public init(_ values: [Element]) throws(RegistryError) {
    try self.init(Element.noun, values) { $0.id }
  }
}

extension RegisteredValue where Self: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension RegisteredValue where Self: CustomStringConvertible {
  public var description: String { id }
}

extension RegisteredValue where Self: Encodable {
  public func encode(to encoder: any Encoder) throws { try id.encode(to: encoder) }
}

extension RegisteredValue where Self: DecodableWithConfiguration, Self.DecodingConfiguration == Registry<Self> {
  /// - Throws: ``UnreadableField`` where the registry has no such value; `DecodingError`.
  public init(from decoder: any Decoder, configuration registry: Registry<Self>) throws {
    let id = try String(from: decoder)
    guard let value = registry[id] else {
      throw UnreadableField.unknownPart(at: decoder.codingPath, registry.unknown(id).description)
    }
    self = value
  }
}
