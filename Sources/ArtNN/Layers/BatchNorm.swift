public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Batch normalisation over all axes but the last: y = γ · (x − mean) / √(variance + ε) + β.
///
/// In training mean and variance are those of the batch, and the moving statistics are led towards them:
/// moving ← momentum · moving + (1 − momentum) · batch. In inference the moving statistics are used. The variance is the
/// biased one (divided by n) in both places, as in Keras 3.
///
/// Parameters: `gamma`, `beta`, `moving_mean`, `moving_variance`, each `[channels]`; the last two are not trainable.
/// Source: Ioffe and Szegedy, Batch normalization (2015).
public struct BatchNorm: NormLayer, PixelwiseLayer {
  public static let kind = "batchNorm"

  public var momentum: Double
  public var norm: NormSettings

  public init(momentum: Double = 0.99, epsilon: Double = 1e-3, scale: Bool = true, center: Bool = true) {
    self.momentum = momentum
    norm = NormSettings(epsilon: epsilon, scale: scale, center: center)
  }

  public init(_ settings: SettingsReader) {
    momentum = settings.momentum()
    norm = NormSettings(settings)
  }

  public func encode(to encoder: any Encoder) throws {
    try norm.encode(to: encoder)
    try encoder.encode(momentum, forKey: "momentum")
  }

  private var statistics: BatchStatistics { BatchStatistics(momentum: momentum, epsilon: norm.epsilon) }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    let moving = try statistics.parameters(for: input, of: self)
    return try affineParameters(channels: input.channels) + moving
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let statistics = try statistics.normalized(x, context)
    var factor = statistics.factor
    if norm.scale { factor = factor * (try context.parameter("gamma")) }
    let y = statistics.centered * factor
    return norm.center ? y + (try context.parameter("beta")) : y
  }
}
