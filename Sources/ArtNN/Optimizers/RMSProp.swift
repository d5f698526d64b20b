import ArtGraph

/// RMSProp: v ← ρv + (1 − ρ)g², change = α·g / √(v + ε); with momentum μ the change is kept: d ← μd + change. Centred, the
/// mean gradient's square is subtracted from v. As in Keras, ε stands under the root.
///
/// Source: Tieleman and Hinton, lecture 6.5 of Neural networks for machine learning (2012).
public struct RMSProp: Hashable, Sendable {
  public var rho: Double
  public var momentum: Double
  public var epsilon: Double
  public var centered: Bool

  public init(rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7, centered: Bool = false) {
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
    self.centered = centered
  }
}

extension RMSProp: ParameterRule {
  var state: [String] { ["v"] + (centered ? ["mean"] : []) + (momentum > 0 ? ["d"] : []) }

  func step(gradient: Value, state: [Value], shared: [Value], rate: Value) -> (change: Value, state: [Value]) {
    var next = [averaged(state[0], gradient.square())]
    var variance = next[0]
    if centered {
      let mean = averaged(state[1], gradient)
      next.append(mean)
      variance = variance - mean.square()
    }
    var change = gradient * rate / (variance + Float(epsilon)).sqrt()
    if momentum > 0 {
      change = state[next.count] * Float(momentum) + change
      next.append(change)
    }
    return (change, next)
  }

  private func averaged(_ average: Value, _ new: Value) -> Value {
    average * Float(rho) + new * Float(1 - rho)
  }
}
