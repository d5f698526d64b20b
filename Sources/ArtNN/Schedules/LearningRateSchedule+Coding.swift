/// Written as one object: `{"kind": "cosine", "end": 0, "warmupSteps": 100}`.
extension LearningRateSchedule: Codable {
  private enum Kind: String, Codable {
    case constant, linear, cosine, exponential
  }

  private enum Key: String, CodingKey {
    case kind, end, factor, steps, warmupSteps
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let curve: Curve =
      switch try container.decode(Kind.self, forKey: .kind) {
      case .constant: .constant
      case .linear: .linear(end: try container.decode(.end, default: 0))
      case .cosine: .cosine(end: try container.decode(.end, default: 0))
      case .exponential:
        .exponential(
          factor: try container.decode(Double.self, forKey: .factor),
          steps: try container.decode(Int.self, forKey: .steps))
      }
    self.init(curve, warmupSteps: try container.decode(.warmupSteps, default: 0))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch curve {
    case .constant:
      try container.encode(Kind.constant, forKey: .kind)
    case .linear(let end):
      try container.encode(Kind.linear, forKey: .kind)
      try container.encode(end, forKey: .end)
    case .cosine(let end):
      try container.encode(Kind.cosine, forKey: .kind)
      try container.encode(end, forKey: .end)
    case .exponential(let factor, let steps):
      try container.encode(Kind.exponential, forKey: .kind)
      try container.encode(factor, forKey: .factor)
      try container.encode(steps, forKey: .steps)
    }
    try container.encode(warmupSteps, forKey: .warmupSteps)
  }
}
