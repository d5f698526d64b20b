public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Batch normalisation with a γ and a β of its own for each class: y = γ(class) · (x − mean) / √(variance + ε) + β(class).
/// Mean and variance are those of the whole batch, as in ``BatchNorm``. For a mixture of classes, γ and β are mixed.
///
/// Parameters: `gamma`, `beta`, each `[classes, channels]`; `moving_mean`, `moving_variance`, each `[channels]`, which are
/// not trainable.
/// Source: Dumoulin, Shlens, Kudlur, A learned representation for artistic style (2017); de Vries et al., Modulating early
/// visual processing by language (2017).
public struct ConditionalBatchNorm: ElementwiseLayer, PixelwiseLayer, ConditionedLayer {
  public static let kind = "conditionalBatchNorm"

  public var classes: Int
  public var momentum: Double
  public var epsilon: Double

  public init(classes: Int, momentum: Double = 0.99, epsilon: Double = 1e-3) {
    self.classes = classes
    self.momentum = momentum
    self.epsilon = epsilon
  }

  public init(_ settings: SettingsReader) {
    self.init(
      classes: settings.classes(Self.unitLimits), momentum: settings.momentum(),
      epsilon: settings.epsilon(default: 1e-3))
  }

  private var statistics: BatchStatistics { BatchStatistics(momentum: momentum, epsilon: epsilon) }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    let moving = try statistics.parameters(for: input, of: self)
    try checkUnits(classes, "classes")
    let shape: Shape = [classes, input.channels]
    return [
      ParameterSpec(name: "gamma", role: .scale, shape: shape, initializer: .ones),
      ParameterSpec(name: "beta", role: .bias, shape: shape, initializer: .zeros),
    ] + moving
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let condition = try context.condition(classes: classes)
    let (centered, factor) = try statistics.normalized(x, context)
    // One row for each sample, repeated over the places of its image.
    var rows = x.shape
    for axis in 1..<x.shape.rank - 1 { rows[axis] = 1 }
    let gamma = condition.matmul(try context.parameter("gamma")).reshaped(to: rows)
    let beta = condition.matmul(try context.parameter("beta")).reshaped(to: rows)
    return centered * (factor * gamma) + beta
  }
}
