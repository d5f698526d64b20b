public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Instance normalisation: y = γ · (x − mean) / √(variance + ε) + β, with mean and variance of each channel of each
/// image. It takes brightness and contrast out of an image's channels.
///
/// Parameters: `gamma`, `beta`, each `[channels]`. The same in training and inference.
/// Source: Ulyanov, Vedaldi, Lempitsky, Instance normalization (2016).
public struct InstanceNorm: ImageNormLayer {
  public static let kind = "instanceNorm"

  public var norm: NormSettings

  public init(epsilon: Double = 1e-3, scale: Bool = true, center: Bool = true) {
    norm = NormSettings(epsilon: epsilon, scale: scale, center: center)
  }

  public init(_ settings: SettingsReader) {
    norm = NormSettings(settings)
  }

  public func encode(to encoder: any Encoder) throws { try norm.encode(to: encoder) }

  public func statisticGroups(channels: Int) -> Int? { channels }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    let (_, _, channels) = try image(input)
    return try affineParameters(channels: channels)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    try affine(normalized(x, over: [1, 2]), context)
  }
}
