/// A layer of any kind, compared by its settings and written as its settings and its kind: `{"kind": "dense", …}`.
struct AnyLayer: Sendable {
  let layer: any Layer

  init(_ layer: any Layer) {
    self.layer = layer
  }

  private var erased: AnyHashable { AnyHashable(layer) }
}

extension AnyLayer: Hashable {
  static func == (a: AnyLayer, b: AnyLayer) -> Bool { a.erased == b.erased }

  func hash(into hasher: inout Hasher) { hasher.combine(erased) }
}

extension AnyLayer: Codable {
  private enum Key: String, CodingKey {
    case kind
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(String.self, forKey: .kind)
    guard let type = LayerKinds.type(of: kind) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container,
        debugDescription: "there is no layer '\(kind)'; known are \(LayerKinds.names.joined(separator: ", "))")
    }
    layer = try type.init(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(type(of: layer).kind, forKey: .kind)
    // The settings go into the same object.
    try layer.encode(to: encoder)
  }
}
