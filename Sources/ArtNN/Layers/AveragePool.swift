public import ArtGraph
public import ArtSettings
public import ArtTensor

/// The mean of each window: `[batch, height, width, channels]` to `[batch, height′, width′, channels]`. With `same`
/// padding what lies outside of the image is not counted. The same as Keras's `AveragePooling2D`, unless images wrap.
public struct AveragePool: NeighbourhoodLayer, ScalingLayer {
  public static let kind = "averagePool"

  public var window: Size2D
  /// The distance from window to window; the window's size if nothing is said.
  public var strides: Size2D
  public var padding: Padding
  /// Whether windows go on at the opposite edge, where padding is `same`.
  public var wraps: Bool

  public init(window: Size2D = 2, strides: Size2D? = nil, padding: Padding = .valid, wraps: Bool = false) {
    self.window = window
    self.strides = strides ?? window
    self.padding = padding
    self.wraps = wraps
  }

  public init(_ settings: SettingsReader) {
    let window = settings.size("window", default: 2, "Height and width of what is averaged.")
    self.init(
      window: window,
      strides: settings.size("strides", default: window, "The distance between windows; their size where left out."),
      padding: settings.padding(default: .valid), wraps: settings.wraps())
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(window, forKey: "window")
    try encoder.encode(strides, forKey: "strides")
    try encoder.encode(padding, forKey: "padding")
    try encoder.encode(wraps, forKey: "wraps", unless: false)
  }

  /// Nothing to wrap where windows lie side by side.
  public func wrapped() throws(LayerError) -> AveragePool? {
    guard padding == .same else {
      guard window == strides else { throw keepsEdgesApart }
      return nil
    }
    var layer = self
    layer.wraps = true
    return window == 1 ? nil : layer
  }

  public func reach(height: Int) -> RowReach? {
    wraps ? nil : .windows(window.height, stride: strides.height, padding, height: height)
  }

  public func scale() throws(LayerError) -> SideScale {
    try checkScale(padding, window: window, strides: strides)
    return SideScale(reducing: strides)
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try check(window, "the window's sides")
    try check(strides, "the strides")
    let (height, width, channels) = try image(input)
    if padding == .valid, height < window.height || width < window.width {
      throw bad(input: input, "images of at least \(window), the window's size, with padding 'valid'")
    }
    if wraps, padding == .valid { throw bad("'wraps' needs the padding 'same': with 'valid' windows stay inside") }
    return [
      padding.outputLength(input: height, window: window.height, stride: strides.height),
      padding.outputLength(input: width, window: window.width, stride: strides.width),
      channels,
    ]
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    if window == 1, strides == 1 { return x }
    return x.averagePooled(window: window.pair, strides: strides.pair, padding: padding, wraps: wraps)
  }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { range }
}
