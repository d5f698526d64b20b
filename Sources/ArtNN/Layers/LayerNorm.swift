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
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    return try affineParameters(channels: input.channels, epsilon: epsilon, scale: scale, center: center)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let last = x.shape.rank - 1
    let axes = extent == .channels ? [last] : Array(1...last)
    let centered = x - x.mean(axes: axes, keepingDimensions: true)
    let variance = centered.square().mean(axes: axes, keepingDimensions: true)
    return try context.affine(centered * (variance + Float(epsilon)).rsqrt(), scale: scale, center: center)
  }
}
