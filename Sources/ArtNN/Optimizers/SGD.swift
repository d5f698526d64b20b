import ArtGraph

/// Gradient descent: change = α·g; with momentum μ: d ← μd + α·g, change = d, or μd + α·g in Nesterov's form.
///
/// Source: Sutskever, Martens, Dahl, Hinton, On the importance of initialization and momentum in deep learning (2013).
public struct SGD: Hashable, Sendable {
  public var momentum: Double
  public var nesterov: Bool

  public init(momentum: Double = 0, nesterov: Bool = false) {
    self.momentum = momentum
    self.nesterov = nesterov
  }
}

extension SGD: ParameterRule {
  var state: [String] { momentum > 0 ? ["d"] : [] }

  func step(gradient: Value, state: [Value], shared: [Value], rate: Value) -> (change: Value, state: [Value]) {
    let descent = gradient * rate
    guard momentum > 0 else { return (descent, []) }
    let d = state[0] * Float(momentum) + descent
    return (nesterov ? d * Float(momentum) + descent : d, [d])
  }
}
