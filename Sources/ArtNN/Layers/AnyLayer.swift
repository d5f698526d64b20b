/// A layer of any kind, compared by its settings and written with its kind: `{"kind": "dense", "units": 128, …}`.
struct AnyLayer: Sendable {
  let layer: any Layer

  init(_ layer: any Layer) {
    self.layer = layer
  }
}

extension AnyLayer: Hashable {
  static func == (a: AnyLayer, b: AnyLayer) -> Bool { AnyHashable(a.layer) == AnyHashable(b.layer) }

  func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(layer)) }
}

extension AnyLayer: Encodable {
  func encode(to encoder: any Encoder) throws {
    try encoder.encode(type(of: layer).kind, forKey: "kind")
    // The settings go into the same object.
    try layer.encode(to: encoder)
  }
}

extension Encoder {
  /// Writes one member of an object.
  func encode(_ value: some Encodable, forKey key: String) throws {
    var container = container(keyedBy: MemberKey.self)
    try container.encode(value, forKey: MemberKey(stringValue: key))
  }

  /// Writes one member of an object, unless it has its usual value: files are then as they were before it could be set.
  func encode<Member: Encodable & Equatable>(_ value: Member, forKey key: String, unless usual: Member) throws {
    if value != usual { try encode(value, forKey: key) }
  }
}

private struct MemberKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
