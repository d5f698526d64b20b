public import ArtGraph
public import ArtTensor

/// Pictures enlarged by whole factors: `[batch, height, width, channels]` to `[batch, height · f, width · f, channels]`.
/// The same as Keras's `UpSampling2D`.
public struct UpSample: Layer {
  public static let kind = "upSample"

  public enum Interpolation: String, Codable, Hashable, Sendable, CaseIterable {
    /// Each number is repeated.
    case nearest
    /// Linear between the numbers' centres; the edge's numbers hold outside of them.
    case bilinear
  }

  public var factors: Size2D
  public var interpolation: Interpolation

  public init(by factors: Size2D = 2, interpolation: Interpolation = .nearest) {
    self.factors = factors
    self.interpolation = interpolation
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      by: try container.decode(.factors, default: 2),
      interpolation: try container.decode(.interpolation, default: .nearest))
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try check(factors, "the factors")
    let (height, width, channels) = try picture(input)
    return [height * factors.height, width * factors.width, channels]
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    switch interpolation {
    case .nearest: x.upsampledNearest(by: factors.pair)
    case .bilinear: x.upsampledBilinear(by: factors.pair)
    }
  }
}
