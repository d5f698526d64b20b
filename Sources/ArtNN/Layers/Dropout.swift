public import ArtGraph
public import ArtSettings
public import ArtTensor

/// In training sets each element to zero with probability `rate` and divides the others by 1 − rate, so that the expected
/// value stays. In inference it does nothing.
///
/// Each application in a graph draws numbers of its own, from the run's seed and step. The probability is taken to the
/// nearest multiple of 2⁻¹⁶.
/// Source: Srivastava et al., Dropout (2014), in the inverted form.
public struct Dropout: PixelwiseLayer {
  public static let kind = "dropout"

  public var rate: Double

  public init(rate: Double) {
    self.rate = rate
  }

  public init(_ settings: SettingsReader) {
    rate = settings.requiredNumber("rate", in: 0.0..<1, "The share of elements that are set to zero in training.")
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    guard rate >= 0, rate < 1 else { throw bad("the rate must be at least 0 and less than 1, and is \(rate)") }
    return input
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    guard context.isTraining, rate > 0 else { return x }
    let graph = context.graph
    return x
      * graph.randomMask(
        shape: x.shape, probability: 1 - rate, value: Float(1 / (1 - rate)), stream: graph.nextStream())
  }
}
