public import ArtGraph
public import ArtTensor

/// Instance normalisation: y = γ · (x − mean) / √(variance + ε) + β, with mean and variance of each channel of each
/// picture. It takes brightness and contrast out of a picture's channels.
///
/// Parameters: `gamma`, `beta`, each `[channels]`. The same in training and inference.
/// Source: Ulyanov, Vedaldi, Lempitsky, Instance normalization (2016).
public struct InstanceNorm: ElementwiseLayer {
  public static let kind = "instanceNorm"

  public var epsilon: Double
  /// Whether γ is there.
  public var scale: Bool
  /// Whether β is there.
  public var center: Bool

  public init(epsilon: Double = 1e-3, scale: Bool = true, center: Bool = true) {
    self.epsilon = epsilon
    self.scale = scale
    self.center = center
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      epsilon: try container.decode(.epsilon, default: 1e-3),
      scale: try container.decode(.scale, default: true),
      center: try container.decode(.center, default: true))
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    let (_, _, channels) = try picture(input)
    return try affineParameters(channels: channels, epsilon: epsilon, scale: scale, center: center)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let centered = x - x.mean(axes: [1, 2], keepingDimensions: true)
    let variance = centered.square().mean(axes: [1, 2], keepingDimensions: true)
    return try context.affine(centered * (variance + Float(epsilon)).rsqrt(), scale: scale, center: center)
  }
}
