public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Layer normalisation: y = γ · (x − mean) / √(variance + ε) + β, with mean and variance of each sample on its own.
///
/// Parameters: `gamma`, `beta`, each `[channels]`. The same in training and inference.
/// Source: Ba, Kiros, Hinton, Layer normalization (2016).
public struct LayerNorm: ImageNormLayer, PixelwiseLayer {
  public static let kind = "layerNorm"

  /// What one mean and one variance are taken over.
  public enum Extent: String, Codable, Hashable, Sendable, CaseIterable {
    /// The last axis: each place of an image on its own, as in Keras.
    case channels
    /// The whole sample, as WGAN-GP's critics use it.
    case sample
  }

  public var extent: Extent
  public var norm: NormSettings

  public init(epsilon: Double = 1e-3, extent: Extent = .channels, scale: Bool = true, center: Bool = true) {
    self.extent = extent
    norm = NormSettings(epsilon: epsilon, scale: scale, center: center)
  }

  public init(_ settings: SettingsReader) {
    extent = settings.choice("extent", default: .channels, "What one mean and one variance are taken over.")
    norm = NormSettings(settings)
  }

  public func encode(to encoder: any Encoder) throws {
    try norm.encode(to: encoder)
    try encoder.encode(extent, forKey: "extent")
  }

  public var isPixelwise: Bool { extent == .channels }

  public func statisticGroups(channels: Int) -> Int? { extent == .sample ? 1 : nil }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    return try affineParameters(channels: input.channels)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let last = x.shape.rank - 1
    let axes = extent == .channels ? [last] : Array(1...last)
    return try affine(normalized(x, over: axes), context)
  }
}
