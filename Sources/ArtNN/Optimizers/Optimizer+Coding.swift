/// Written as one object: `{"kind": "adam", "learningRate": 0.0001, "beta1": 0.9, …}`. AdamW is Adam with a `weightDecay`;
/// `adamW` is understood as well.
extension Optimizer: Codable {
  private enum Kind: String, Codable {
    case adam, adamW, rmsProp, sgd
  }

  private enum Key: String, CodingKey {
    case kind, learningRate, weightDecay, l1, l2, orthogonal, penaltyScope, clipValue, clipNorm
    case beta1, beta2, epsilon, rho, momentum, centered, nesterov
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(Kind.self, forKey: .kind)
    let start =
      switch kind {
      case .adam: Optimizer.adam()
      case .adamW: Optimizer.adamW()
      case .rmsProp: Optimizer.rmsProp()
      case .sgd: Optimizer.sgd()
      }
    self.init(
      rule: try Self.rule(start.rule, container),
      learningRate: try container.decode(.learningRate, default: start.learningRate),
      weightDecay: try container.decode(.weightDecay, default: start.weightDecay),
      l1: try container.decode(.l1, default: 0),
      l2: try container.decode(.l2, default: 0),
      orthogonal: try container.decode(.orthogonal, default: 0),
      penaltyScope: try container.decode(.penaltyScope, default: .kernels),
      clipping: try Self.clipping(container))
  }

  private static func rule(_ start: Rule, _ container: KeyedDecodingContainer<Key>) throws -> Rule {
    switch start {
    case .adam(let rule):
      .adam(
        Adam(
          beta1: try container.decode(.beta1, default: rule.beta1),
          beta2: try container.decode(.beta2, default: rule.beta2),
          epsilon: try container.decode(.epsilon, default: rule.epsilon)))
    case .rmsProp(let rule):
      .rmsProp(
        RMSProp(
          rho: try container.decode(.rho, default: rule.rho),
          momentum: try container.decode(.momentum, default: rule.momentum),
          epsilon: try container.decode(.epsilon, default: rule.epsilon),
          centered: try container.decode(.centered, default: rule.centered)))
    case .sgd(let rule):
      .sgd(
        SGD(
          momentum: try container.decode(.momentum, default: rule.momentum),
          nesterov: try container.decode(.nesterov, default: rule.nesterov)))
    }
  }

  private static func clipping(_ container: KeyedDecodingContainer<Key>) throws -> Clipping? {
    if let limit = try container.decodeIfPresent(Double.self, forKey: .clipValue) { return .value(limit) }
    return try container.decodeIfPresent(Double.self, forKey: .clipNorm).map { .globalNorm($0) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch rule {
    case .adam(let rule):
      try container.encode(Kind.adam, forKey: .kind)
      try container.encode(rule.beta1, forKey: .beta1)
      try container.encode(rule.beta2, forKey: .beta2)
      try container.encode(rule.epsilon, forKey: .epsilon)
    case .rmsProp(let rule):
      try container.encode(Kind.rmsProp, forKey: .kind)
      try container.encode(rule.rho, forKey: .rho)
      try container.encode(rule.momentum, forKey: .momentum)
      try container.encode(rule.epsilon, forKey: .epsilon)
      try container.encode(rule.centered, forKey: .centered)
    case .sgd(let rule):
      try container.encode(Kind.sgd, forKey: .kind)
      try container.encode(rule.momentum, forKey: .momentum)
      try container.encode(rule.nesterov, forKey: .nesterov)
    }
    try container.encode(learningRate, forKey: .learningRate)
    try container.encode(weightDecay, forKey: .weightDecay)
    try container.encode(l1, forKey: .l1)
    try container.encode(l2, forKey: .l2)
    try container.encode(orthogonal, forKey: .orthogonal)
    try container.encode(penaltyScope, forKey: .penaltyScope)
    switch clipping {
    case .value(let limit): try container.encode(limit, forKey: .clipValue)
    case .globalNorm(let limit): try container.encode(limit, forKey: .clipNorm)
    case nil: break
    }
  }
}

extension KeyedDecodingContainer {
  /// A setting that may be left out. Files written before a setting existed stay readable, and files written by hand
  /// stay short.
  func decode<Setting: Decodable>(_ key: Key, default defaultValue: Setting) throws -> Setting {
    try decodeIfPresent(Setting.self, forKey: key) ?? defaultValue
  }
}
