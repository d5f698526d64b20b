public import ArtGraph
public import ArtSettings
public import ArtTensor

/// In training sets each element to zero with probability `rate` and divides the others by 1 − rate, so that the expected
/// value stays. In inference it does nothing, unless it is ``alwaysOn``.
///
/// Each application in a graph draws numbers of its own, from the run's seed and step. The probability is taken to the
/// nearest multiple of 2⁻¹⁶.
/// Source: Srivastava et al., Dropout (2014), in the inverted form; always on, as a generator's only noise, in Isola et al.,
/// Image-to-image translation with conditional adversarial networks (2017), section 2.
public struct Dropout: ElementwiseLayer, PixelwiseLayer {
  public static let kind = "dropout"

  public var rate: Double
  /// Whether elements are set to zero in inference too, as noise. There, all samples of a run lose the same elements: what
  /// is made of one depends on the run's seed, not on the samples beside it, and frames of a video do not flicker.
  public var alwaysOn: Bool

  public init(rate: Double, alwaysOn: Bool = false) {
    self.rate = rate
    self.alwaysOn = alwaysOn
  }

  public init(_ settings: SettingsReader) {
    self.init(
      rate: settings.requiredNumber("rate", in: 0.0..<1, "The share of elements that are set to zero in training."),
      alwaysOn: settings.bool(
        "alwaysOn", default: false, "Whether elements are set to zero when images are made, too: as noise."))
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(rate, forKey: "rate")
    try encoder.encode(alwaysOn, forKey: "alwaysOn", unless: false)
  }

  /// Where it is always on, what becomes of a pixel depends on where it lies.
  public var isPixelwise: Bool { !alwaysOn }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    guard rate >= 0, rate < 1 else { throw bad("the rate must be at least 0 and less than 1, and is \(rate)") }
    return input
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    guard context.isTraining || alwaysOn, rate > 0 else { return x }
    let graph = context.graph
    let samples = context.isTraining ? x.shape[0] : 1
    return x
      * graph.randomMask(
        shape: Shape([samples] + x.shape.dimensions.dropFirst()), probability: 1 - rate, value: Float(1 / (1 - rate)),
        stream: graph.nextStream())
  }
}
