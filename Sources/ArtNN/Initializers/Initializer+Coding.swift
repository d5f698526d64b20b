/// Written as its name, or with its numbers as an object: `"glorotUniform"`, `{"kind": "normal", "mean": 0, …}`.
extension Initializer: Codable {
  private enum Kind: String, Codable, CaseIterable {
    case zeros, ones, constant, glorotUniform, glorotNormal, heUniform, heNormal, normal, orthogonal
  }

  private enum Key: String, CodingKey {
    case kind, value, mean, standardDeviation, gain
  }

  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      guard let kind = Kind(rawValue: name) else {
        let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "there is no initializer '\(name)'; known are \(known)"))
      }
      self = Self.plain(kind)
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .constant:
      self = .constant(try container.decode(Double.self, forKey: .value))
    case .normal:
      self = .normal(
        mean: try container.decode(.mean, default: 0),
        standardDeviation: try container.decode(.standardDeviation, default: 0.02))
    case .orthogonal:
      self = .orthogonal(gain: try container.decode(.gain, default: 1))
    case let kind:
      self = Self.plain(kind)
    }
  }

  /// The initializer of a kind with its default numbers.
  private static func plain(_ kind: Kind) -> Initializer {
    switch kind {
    case .zeros: .zeros
    case .ones: .ones
    case .constant: .constant(0)
    case .glorotUniform: .glorotUniform
    case .glorotNormal: .glorotNormal
    case .heUniform: .heUniform
    case .heNormal: .heNormal
    case .normal: .normal()
    case .orthogonal: .orthogonal()
    }
  }

  private var kind: Kind {
    switch self {
    case .zeros: .zeros
    case .ones: .ones
    case .constant: .constant
    case .glorotUniform: .glorotUniform
    case .glorotNormal: .glorotNormal
    case .heUniform: .heUniform
    case .heNormal: .heNormal
    case .normal: .normal
    case .orthogonal: .orthogonal
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .constant(let value):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(kind, forKey: .kind)
      try container.encode(value, forKey: .value)
    case .normal(let mean, let standardDeviation):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(kind, forKey: .kind)
      try container.encode(mean, forKey: .mean)
      try container.encode(standardDeviation, forKey: .standardDeviation)
    case .orthogonal(let gain):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(kind, forKey: .kind)
      try container.encode(gain, forKey: .gain)
    default:
      var container = encoder.singleValueContainer()
      try container.encode(kind)
    }
  }
}
