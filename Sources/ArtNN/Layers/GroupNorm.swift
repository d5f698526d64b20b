public import ArtGraph
public import ArtTensor

/// Group normalisation: y = γ · (x − mean) / √(variance + ε) + β, with mean and variance of each sample and each group of
/// neighbouring channels, over all places of a picture. One group is layer normalisation over the whole sample.
///
/// Parameters: `gamma`, `beta`, each `[channels]`. The same in training and inference.
/// Source: Wu and He, Group normalization (2018).
public struct GroupNorm: ElementwiseLayer {
  public static let kind = "groupNorm"

  /// How many groups; the channels are a multiple of it.
  public var groups: Int
  public var epsilon: Double
  /// Whether γ is there.
  public var scale: Bool
  /// Whether β is there.
  public var center: Bool

  public init(groups: Int = 32, epsilon: Double = 1e-3, scale: Bool = true, center: Bool = true) {
    self.groups = groups
    self.epsilon = epsilon
    self.scale = scale
    self.center = center
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      groups: try container.decode(.groups, default: 32),
      epsilon: try container.decode(.epsilon, default: 1e-3),
      scale: try container.decode(.scale, default: true),
      center: try container.decode(.center, default: true))
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    guard groups > 0 else { throw bad("the number of groups must be at least 1, and is \(groups)") }
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    guard input.channels % groups == 0 else {
      throw bad(input: input, "a multiple of \(groups) channels, the number of groups")
    }
    return try affineParameters(channels: input.channels, epsilon: epsilon, scale: scale, center: center)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let shape = x.shape
    let places = shape.dimensions.dropFirst().dropLast().reduce(1, *)
    let grouped = x.reshaped(to: [shape[0], places, groups, shape.channels / groups])
    let centered = grouped - grouped.mean(axes: [1, 3], keepingDimensions: true)
    let variance = centered.square().mean(axes: [1, 3], keepingDimensions: true)
    let normal = centered * (variance + Float(epsilon)).rsqrt()
    return try context.affine(normal.reshaped(to: shape), scale: scale, center: center)
  }
}
