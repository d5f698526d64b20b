import ArtGraph
import ArtTensor

// What most normalisations end with: a factor γ and a summand β for each channel.

extension Layer {
  /// The parameters `gamma` and `beta`, and a check of ε.
  func affineParameters(
    channels: Int, epsilon: Double, scale: Bool, center: Bool
  ) throws(LayerError) -> [ParameterSpec] {
    guard epsilon > 0 else { throw bad("epsilon must be greater than 0, and is \(epsilon)") }
    return (scale ? [ParameterSpec(name: "gamma", shape: [channels], initializer: .ones)] : [])
      + (center ? [ParameterSpec(name: "beta", shape: [channels], initializer: .zeros)] : [])
  }
}

extension LayerContext {
  /// γ · x + β, as far as they are there.
  func affine(_ x: Value, scale: Bool, center: Bool) throws(LayerError) -> Value {
    let y = scale ? x * (try parameter("gamma")) : x
    return center ? y + (try parameter("beta")) : y
  }
}
