public import ArtGraph
public import ArtTensor

/// Batch normalisation over all axes but the last: y = γ · (x − mean) / √(variance + ε) + β.
///
/// In training mean and variance are those of the batch, and the moving statistics are led towards them:
/// moving ← momentum · moving + (1 − momentum) · batch. In inference the moving statistics are used. The variance is the
/// biased one (divided by n) in both places, as in Keras 3.
///
/// Parameters: `gamma`, `beta`, `moving_mean`, `moving_variance`, each `[channels]`; the last two are not trainable.
/// Source: Ioffe and Szegedy, Batch normalization (2015).
public struct BatchNorm: ElementwiseLayer {
  public static let kind = "batchNorm"

  public var momentum: Double
  public var epsilon: Double
  /// Whether γ is there.
  public var scale: Bool
  /// Whether β is there.
  public var center: Bool

  public init(momentum: Double = 0.99, epsilon: Double = 1e-3, scale: Bool = true, center: Bool = true) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.scale = scale
    self.center = center
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      momentum: try container.decode(.momentum, default: 0.99),
      epsilon: try container.decode(.epsilon, default: 1e-3),
      scale: try container.decode(.scale, default: true),
      center: try container.decode(.center, default: true))
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    guard (0...1).contains(momentum) else { throw bad("the momentum must be between 0 and 1, and is \(momentum)") }
    guard epsilon > 0 else { throw bad("epsilon must be greater than 0, and is \(epsilon)") }
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    let shape: Shape = [input.channels]
    var specs: [ParameterSpec] = []
    if scale { specs.append(ParameterSpec(name: "gamma", shape: shape, initializer: .ones)) }
    if center { specs.append(ParameterSpec(name: "beta", shape: shape, initializer: .zeros)) }
    specs.append(ParameterSpec(name: "moving_mean", shape: shape, initializer: .zeros, isTrainable: false))
    specs.append(ParameterSpec(name: "moving_variance", shape: shape, initializer: .ones, isTrainable: false))
    return specs
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let movingMean = try context.parameter("moving_mean")
    let movingVariance = try context.parameter("moving_variance")
    let centered: Value
    let variance: Value
    if context.isTraining {
      let axes = Array(0..<x.shape.rank - 1)
      let mean = x.mean(axes: axes)
      centered = x - mean
      variance = centered.square().mean(axes: axes)
      try context.update("moving_mean", to: moved(movingMean, towards: mean))
      try context.update("moving_variance", to: moved(movingVariance, towards: variance))
    } else {
      centered = x - movingMean
      variance = movingVariance
    }
    var factor = (variance + Float(epsilon)).rsqrt()
    if scale { factor = factor * (try context.parameter("gamma")) }
    let y = centered * factor
    return center ? y + (try context.parameter("beta")) : y
  }

  private func moved(_ moving: Value, towards batch: Value) -> Value {
    moving * Float(momentum) + batch * Float(1 - momentum)
  }
}
