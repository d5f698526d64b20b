public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Images enlarged by whole factors: `[batch, height, width, channels]` to `[batch, height · f, width · f, channels]`.
/// The same as Keras's `UpSampling2D`, unless images wrap.
public struct UpSample: NeighbourhoodLayer, ScalingLayer {
  public static let kind = "upSample"

  public enum Interpolation: String, Codable, Hashable, Sendable, CaseIterable {
    /// Each number is repeated.
    case nearest
    /// Linear between the numbers' centres; the edge's numbers hold outside of them.
    case bilinear
  }

  public var factors: Size2D
  public var interpolation: Interpolation
  /// Whether there is something between opposite edges too, where interpolation is `bilinear`.
  public var wraps: Bool

  public init(by factors: Size2D = 2, interpolation: Interpolation = .nearest, wraps: Bool = false) {
    self.factors = factors
    self.interpolation = interpolation
    self.wraps = wraps
  }

  public init(_ settings: SettingsReader) {
    self.init(
      by: settings.size("factors", default: 2, "How many times as high and as wide images become."),
      interpolation: settings.choice("interpolation", default: .nearest, "How the new pixels are made."),
      wraps: settings.wraps())
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(factors, forKey: "factors")
    try encoder.encode(interpolation, forKey: "interpolation")
    try encoder.encode(wraps, forKey: "wraps", unless: false)
  }

  /// Nothing to wrap where numbers are only repeated.
  public func wrapped() -> UpSample? {
    var layer = self
    layer.wraps = true
    return interpolation == .nearest ? nil : layer
  }

  public func reach(height: Int) -> RowReach? {
    let neighbours = interpolation == .nearest ? 0 : 1
    return wraps ? nil : RowReach(taken: 1, made: factors.height, before: neighbours, after: neighbours)
  }

  public func scale() -> SideScale { SideScale(enlarging: factors) }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try check(factors, "the factors")
    let (height, width, channels) = try image(input)
    return [height * factors.height, width * factors.width, channels]
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    switch interpolation {
    case .nearest: x.upsampledNearest(by: factors.pair)
    case .bilinear: x.upsampledBilinear(by: factors.pair, wraps: wraps)
    }
  }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { range }
}
