import ArtGraph
import ArtTensor

/// The part that batch normalisation has in common with its conditional form: mean and variance over all axes but the
/// last, and their moving averages.
struct BatchStatistics {
  let momentum: Double
  let epsilon: Double

  /// `moving_mean` and `moving_variance`, and a check of the settings.
  func parameters(for input: Shape, of layer: some Layer) throws(LayerError) -> [ParameterSpec] {
    guard (0...1).contains(momentum) else {
      throw layer.bad("the momentum must be between 0 and 1, and is \(momentum)")
    }
    guard epsilon > 0 else { throw layer.bad("epsilon must be greater than 0, and is \(epsilon)") }
    guard input.rank > 0 else { throw layer.bad(input: input, "samples with channels") }
    return [
      ParameterSpec(name: "moving_mean", role: .state, shape: [input.channels], initializer: .zeros),
      ParameterSpec(name: "moving_variance", role: .state, shape: [input.channels], initializer: .ones),
    ]
  }

  /// x − mean, and 1 / √(variance + ε) for each channel: of the batch in training, where the moving statistics are led
  /// towards them, and of the moving statistics in inference.
  func normalized(
    _ x: Value, _ context: LayerContext
  ) throws(LayerError) -> (centered: Value, factor: Value) {
    let movingMean = try context.parameter("moving_mean")
    let movingVariance = try context.parameter("moving_variance")
    guard context.isTraining else {
      return (x - movingMean, (movingVariance + Float(epsilon)).rsqrt())
    }
    let axes = Array(0..<x.shape.rank - 1)
    let mean = x.mean(axes: axes)
    let centered = x - mean
    let variance = centered.square().mean(axes: axes)
    try context.update("moving_mean", to: moved(movingMean, towards: mean))
    try context.update("moving_variance", to: moved(movingVariance, towards: variance))
    return (centered, (variance + Float(epsilon)).rsqrt())
  }

  private func moved(_ moving: Value, towards batch: Value) -> Value {
    moving * Float(momentum) + batch * Float(1 - momentum)
  }
}
