/// How a network's parameters follow their gradients, as data.
///
/// In each step the gradients get those of the weight penalties, are clipped, and go through the ``rule``; decoupled weight decay
/// is subtracted beside it. Defaults are those of Keras 3.
public struct Optimizer: Hashable, Sendable {
  /// The formula that turns gradients into changes.
  public enum Rule: Hashable, Sendable {
    case adam(Adam)
    case rmsProp(RMSProp)
    case sgd(SGD)
  }

  /// Which parameters penalties and weight decay act on. Every parameter follows its gradient in any case.
  public enum Scope: String, Codable, Hashable, Sendable, CaseIterable {
    /// The kernels of dense layers and convolutions: biases, γ, β and what belongs to classes are left alone.
    case kernels
    /// All, as Keras's AdamW does.
    case all
  }

  /// A limit to gradients.
  public enum Clipping: Hashable, Sendable {
    /// Each number to ±limit.
    case value(Double)
    /// All gradients together scaled down to this Euclidean norm, where it is larger.
    /// Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013).
    case globalNorm(Double)
  }

  public var rule: Rule
  /// The learning rate that a ``LearningRateSchedule`` starts from.
  public var learningRate: Double
  /// Decoupled weight decay: parameter ← parameter − learning rate · weightDecay · parameter.
  /// Source: Loshchilov and Hutter, Decoupled weight decay regularization (2019).
  public var weightDecay: Double
  /// The penalty l1 · Σ|w| in the loss: gradient ← gradient + l1 · sign(w).
  public var l1: Double
  /// The penalty l2 · Σw² in the loss: gradient ← gradient + 2 · l2 · w.
  public var l2: Double
  /// The penalty orthogonal · |off-diagonal part of the Gram matrix|² of each kernel in the loss; see
  /// ``orthogonalPenalty(_:)``. It acts on kernels, whatever the scope.
  public var orthogonal: Double
  public var penaltyScope: Scope
  public var clipping: Clipping?

  public init(
    rule: Rule, learningRate: Double, weightDecay: Double = 0, l1: Double = 0, l2: Double = 0,
    orthogonal: Double = 0, penaltyScope: Scope = .kernels, clipping: Clipping? = nil
  ) {
    self.rule = rule
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.l1 = l1
    self.l2 = l2
    self.orthogonal = orthogonal
    self.penaltyScope = penaltyScope
    self.clipping = clipping
  }
}

extension Optimizer {
  /// Adam. See ``Adam``.
  public static func adam(
    learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
  ) -> Optimizer {
    Optimizer(rule: .adam(Adam(beta1: beta1, beta2: beta2, epsilon: epsilon)), learningRate: learningRate)
  }

  /// Adam with decoupled weight decay.
  public static func adamW(
    learningRate: Double = 1e-3, weightDecay: Double = 0.004, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7
  ) -> Optimizer {
    var optimizer = adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    optimizer.weightDecay = weightDecay
    return optimizer
  }

  /// RMSProp. See ``RMSProp``.
  public static func rmsProp(
    learningRate: Double = 1e-3, rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7,
    centered: Bool = false
  ) -> Optimizer {
    Optimizer(
      rule: .rmsProp(RMSProp(rho: rho, momentum: momentum, epsilon: epsilon, centered: centered)),
      learningRate: learningRate)
  }

  /// Gradient descent. See ``SGD``.
  public static func sgd(learningRate: Double = 0.01, momentum: Double = 0, nesterov: Bool = false) -> Optimizer {
    Optimizer(rule: .sgd(SGD(momentum: momentum, nesterov: nesterov)), learningRate: learningRate)
  }
}
