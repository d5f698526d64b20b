public import ArtGraph
public import ArtSettings

/// max(x, 0).
public struct ReLU: ElementwiseLayer, PixelwiseLayer {
  public static let kind = "relu"

  public init() {}

  public init(_ settings: SettingsReader) {}

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x.relu() }
}

/// x where x > 0, else slope · x. Keras's default slope is 0.3.
public struct LeakyReLU: ElementwiseLayer, PixelwiseLayer {
  public static let kind = "leakyReLU"

  public var slope: Double

  public init(slope: Double = 0.3) {
    self.slope = slope
  }

  public init(_ settings: SettingsReader) {
    slope = settings.number("slope", default: 0.3, "What numbers below 0 are multiplied by.")
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x.leakyReLU(slope: Float(slope)) }
}

/// The hyperbolic tangent: results in −1 … 1.
public struct Tanh: ElementwiseLayer, PixelwiseLayer {
  public static let kind = "tanh"

  public init() {}

  public init(_ settings: SettingsReader) {}

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x.tanh() }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { -1...1 }
}

/// 1 / (1 + e⁻ˣ): results in 0 … 1.
public struct Sigmoid: ElementwiseLayer, PixelwiseLayer {
  public static let kind = "sigmoid"

  public init() {}

  public init(_ settings: SettingsReader) {}

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x.sigmoid() }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { 0...1 }
}
