import ArtGraph

/// Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − α·√(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε).
///
/// This is the form at the end of section 2 of the paper, as in Keras. The corrections c = 1 − βᵗ are kept as state and
/// advanced as c ← c + (1 − c)(1 − β), like the averages that they correct: so they need no step number, and are not the
/// difference of two nearly equal numbers.
/// Source: Kingma and Ba, Adam: a method for stochastic optimization (2015), algorithm 1.
public struct Adam: Hashable, Sendable {
  public var beta1: Double
  public var beta2: Double
  public var epsilon: Double

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }
}

extension Adam: ParameterRule {
  var state: [String] { ["m", "v"] }

  var shared: [String] { ["correction1", "correction2"] }

  func advanced(_ shared: [Value]) -> [Value] {
    zip(shared, [beta1, beta2]).map { correction, beta in correction + (1 - correction) * Float(1 - beta) }
  }

  func step(gradient: Value, state: [Value], shared: [Value], rate: Value) -> (change: Value, state: [Value]) {
    let m = state[0] + (gradient - state[0]) * Float(1 - beta1)
    let v = state[1] + (gradient.square() - state[1]) * Float(1 - beta2)
    let alpha = rate * shared[1].sqrt() / shared[0]
    return (m * alpha / (v.sqrt() + Float(epsilon)), [m, v])
  }
}
