public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Group normalisation: y = γ · (x − mean) / √(variance + ε) + β, with mean and variance of each sample and each group of
/// neighbouring channels, over all places of an image. One group is layer normalisation over the whole sample.
///
/// Parameters: `gamma`, `beta`, each `[channels]`. The same in training and inference.
/// Source: Wu and He, Group normalization (2018).
public struct GroupNorm: ImageNormLayer {
  public static let kind = "groupNorm"

  /// How many groups; the channels are a multiple of it.
  public var groups: Int
  public var norm: NormSettings

  public init(groups: Int = 32, epsilon: Double = 1e-3, scale: Bool = true, center: Bool = true) {
    self.groups = groups
    norm = NormSettings(epsilon: epsilon, scale: scale, center: center)
  }

  public init(_ settings: SettingsReader) {
    groups = settings.integer("groups", default: 32, in: Self.unitLimits, "How many groups the channels make.")
    norm = NormSettings(settings)
  }

  public func encode(to encoder: any Encoder) throws {
    try norm.encode(to: encoder)
    try encoder.encode(groups, forKey: "groups")
  }

  public func statisticGroups(channels: Int) -> Int? { groups }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    guard groups > 0 else { throw bad("the number of groups must be at least 1, and is \(groups)") }
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    guard input.channels % groups == 0 else {
      throw bad(input: input, "a multiple of \(groups) channels, the number of groups")
    }
    return try affineParameters(channels: input.channels)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let shape = x.shape
    let places = shape.dimensions.dropFirst().dropLast().reduce(1, *)
    let grouped = x.reshaped(to: [shape[0], places, groups, shape.channels / groups])
    return try affine(normalized(grouped, over: [1, 3]).reshaped(to: shape), context)
  }
}
