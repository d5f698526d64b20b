public import ArtSettings

/// The kinds of layers that files can name.
public typealias LayerRegistry = Registry<any Layer.Type>

extension Registry where Element == any Layer.Type {
  private static var noun: RegistryError.Noun { RegistryError.Noun("layer", "layers") }

  /// The built-in layers alone.
  public static var standard: LayerRegistry { LayerRegistry(checked: builtIn, noun) { $0.kind } }

  /// - Parameter layers: All that there are: `LayerRegistry.builtIn + [MyLayer.self]`.
  /// - Throws: `RegistryError` if two layers have the same kind.
  public init(_ layers: [any Layer.Type]) throws(RegistryError) {
    try self.init(Self.noun, layers) { $0.kind }
  }

  /// The JSON schemas of a layer, `layer`, and of each kind: a kind alone, where it needs no settings, or an object with a
  /// kind and its settings.
  public var schemas: [(name: String, schema: SettingValue)] {
    let kinds = all.map { type in
      KindDescription(type.kind, summary: "", settings: SettingsReader.describe { _ = type.init($0) })
    }
    return JSONSchema.kinds("layer", at: "kind", "Which layer.", kinds)
  }
}

extension SettingsReader {
  /// The layers that the program has registered, or the built-in ones.
  public var layerKinds: LayerRegistry { environment[LayerRegistry.self] ?? .standard }

  /// A list of layers, each an object such as `{"kind": "dense", "units": 128}`, or a kind alone.
  ///
  /// - Parameters:
  ///   - key: The list's key.
  ///   - isRequired: Whether it is a problem if the list is not written; it is empty then.
  ///   - help: What the layers are for, in a line.
  /// - Returns: The layers. Those of kinds that nobody provides are logged as problems, and left out.
  public func layers(_ key: String, isRequired: Bool = true, _ help: String) -> [any Layer] {
    let layers = objects(key, shorthand: "kind", of: "layer", isRequired: isRequired, help) { $0.layer() }
    return (layers ?? []).compactMap(\.self)
  }

  /// One layer: its kind, and the settings of that kind.
  private func layer() -> (any Layer)? {
    let kind = requiredString("kind", "Which layer.")
    if let type = layerKinds[kind] { return type.init(self) }
    acceptAllKeys()
    if !kind.isEmpty { logUnknown(kind, at: "kind", in: layerKinds) }
    return nil
  }
}
