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

  private var statistics: BatchStatistics { BatchStatistics(momentum: momentum, epsilon: epsilon) }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    let moving = try statistics.parameters(for: input, of: self)
    return try affineParameters(channels: input.channels, epsilon: epsilon, scale: scale, center: center) + moving
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let statistics = try statistics.normalized(x, context)
    var factor = statistics.factor
    if scale { factor = factor * (try context.parameter("gamma")) }
    return try context.affine(statistics.centered * factor, scale: false, center: center)
  }
}
