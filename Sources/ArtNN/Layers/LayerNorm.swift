public import ArtGraph
public import ArtTensor

/// Layer normalisation: y = γ · (x − mean) / √(variance + ε) + β, with mean and variance of each sample on its own.
///
/// Parameters: `gamma`, `beta`, each `[channels]`. The same in training and inference.
/// Source: Ba, Kiros, Hinton, Layer normalization (2016).
public struct LayerNorm: ElementwiseLayer {
  public static let kind = "layerNorm"

  /// What one mean and one variance are taken over.
  public enum Extent: String, Codable, Hashable, Sendable, CaseIterable {
    /// The last axis: each place of a picture on its own, as in Keras.
    case channels
    /// The whole sample, as WGAN-GP's critics use it.
    case sample
  }

  public var epsilon: Double
  public var extent: Extent
  /// Whether γ is there.
  public var scale: Bool
  /// Whether β is there.
  public var center: Bool

  public init(epsilon: Double = 1e-3, extent: Extent = .channels, scale: Bool = true, center: Bool = true) {
    self.epsilon = epsilon
    self.extent = extent
    self.scale = scale
    self.center = center
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      epsilon: try container.decode(.epsilon, default: 1e-3),
      extent: try container.decode(.extent, default: .channels),
      scale: try container.decode(.scale, default: true),
      center: try container.decode(.center, default: true))
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    guard epsilon > 0 else { throw bad("epsilon must be greater than 0, and is \(epsilon)") }
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    let shape: Shape = [input.channels]
    var specs: [ParameterSpec] = []
    if scale { specs.append(ParameterSpec(name: "gamma", shape: shape, initializer: .ones)) }
    if center { specs.append(ParameterSpec(name: "beta", shape: shape, initializer: .zeros)) }
    return specs
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let last = x.shape.rank - 1
    let axes = extent == .channels ? [last] : Array(1...last)
    let centered = x - x.mean(axes: axes, keepingDimensions: true)
    let variance = centered.square().mean(axes: axes, keepingDimensions: true)
    var y = centered * (variance + Float(epsilon)).rsqrt()
    if scale { y = y * (try context.parameter("gamma")) }
    return center ? y + (try context.parameter("beta")) : y
  }
}
