public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Pixelwise normalisation: y = x / √(mean of x² + ε), the mean over the channels of each place. Nothing is learnt.
///
/// Source: Karras, Aila, Laine, Lehtinen, Progressive growing of GANs (2018), section 4.2.
public struct PixelNorm: ElementwiseLayer, PixelwiseLayer {
  public static let kind = "pixelNorm"

  public var epsilon: Double

  public init(epsilon: Double = 1e-8) {
    self.epsilon = epsilon
  }

  public init(_ settings: SettingsReader) {
    epsilon = settings.epsilon(default: 1e-8)
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    guard epsilon > 0 else { throw bad("epsilon must be greater than 0, and is \(epsilon)") }
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    return []
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    let square = x.square().mean(axes: [x.shape.rank - 1], keepingDimensions: true)
    return x * (square + Float(epsilon)).rsqrt()
  }
}
