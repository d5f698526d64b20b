public import ArtSettings

/// Written as its name, or with its values as an object: `"glorotUniform"`, `{"kind": "normal", "mean": 0, …}`.
extension Initializer: Encodable {
  fileprivate enum Kind: String, CaseIterable, Encodable {
    case zeros, ones, constant, glorotUniform, glorotNormal, heUniform, heNormal, normal, orthogonal
  }

  fileprivate var kind: Kind {
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
    let values: KeyValuePairs<String, Double>
    switch self {
    case .constant(let value): values = ["value": value]
    case .normal(let mean, let standardDeviation): values = ["mean": mean, "standardDeviation": standardDeviation]
    case .orthogonal(let gain): values = ["gain": gain]
    default: return try kind.encode(to: encoder)
    }
    try encoder.encode(kind, forKey: "kind")
    for (key, value) in values { try encoder.encode(value, forKey: key) }
  }
}

extension SettingsReader {
  /// How a parameter's first values are drawn: a name, or an object with a kind and its values.
  public func initializer(
    _ key: String, default usual: Initializer = .glorotUniform, _ help: String
  ) -> Initializer {
    nested(key, shorthand: "kind", help) { settings in
      let kind = settings.choice("kind", default: usual.kind, "The distribution.")
      let value = settings.optionalNumber("value", "Of 'constant'; 0 where it is left out.")
      let mean = settings.optionalNumber("mean", "Of 'normal'; 0 where it is left out.")
      let deviation = settings.optionalNumber(
        "standardDeviation", in: 0.0..., "Of 'normal'; 0.02 as in the DCGAN paper where it is left out.")
      let gain = settings.optionalNumber("gain", in: 0.0..., "Of 'orthogonal'; 1 where it is left out.")
      let owners: KeyValuePairs<String, Initializer.Kind> = [
        "value": .constant, "mean": .normal, "standardDeviation": .normal, "gain": .orthogonal,
      ]
      for (key, owner) in owners where owner != kind && settings.has(key) {
        settings.problem(at: key, .conflict, "the initializer '\(kind.rawValue)' has no '\(key)'")
      }
      switch kind {
      case .zeros: return .zeros
      case .ones: return .ones
      case .constant: return .constant(value ?? 0)
      case .glorotUniform: return .glorotUniform
      case .glorotNormal: return .glorotNormal
      case .heUniform: return .heUniform
      case .heNormal: return .heNormal
      case .normal: return .normal(mean: mean ?? 0, standardDeviation: deviation ?? 0.02)
      case .orthogonal: return .orthogonal(gain: gain ?? 1)
      }
    }
  }
}
