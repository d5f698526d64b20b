public import ArtGraph
public import ArtTensor

/// Two-dimensional convolution: `[batch, height, width, in]` to `[batch, height′, width′, filters]`.
///
/// Parameters: `kernel` `[kernelHeight, kernelWidth, in, filters]`, `bias` `[filters]`; with
/// spectral normalisation `u` `[filters]`, which is not trainable.
/// The padding mode says what `same` padding sees beyond the image: zeros where nothing is said, or as in PyTorch.
/// `same`: height′ = ⌈height / stride⌉; `valid`: height′ = ⌊(height − kernelHeight) / stride⌋ + 1.
public struct Conv2D: ConvolutionLayer, PixelwiseLayer {
  public static let kind = "conv2d"
  public static let paddingModes = PaddingMode.allCases

  public var settings: ConvolutionSettings

  public init(_ settings: ConvolutionSettings) {
    self.settings = settings
  }

  public var isPixelwise: Bool { settings.kernelSize == 1 && settings.strides == 1 }

  public func scale() throws(LayerError) -> SideScale {
    try checkScale(settings.padding, window: settings.kernelSize, strides: settings.strides)
    return SideScale(reducing: settings.strides)
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    let (height, width) = try sides(of: input)
    let (kernel, strides, padding) = (settings.kernelSize, settings.strides, settings.padding)
    if padding == .valid, height < kernel.height || width < kernel.width {
      throw bad(input: input, "images of at least \(kernel), the kernel's size, with padding 'valid'")
    }
    try checkPadding(of: (height, width))
    return [
      padding.outputLength(input: height, window: kernel.height, stride: strides.height),
      padding.outputLength(input: width, window: kernel.width, stride: strides.width),
      settings.filters,
    ]
  }

  public func reach(height: Int) -> RowReach? {
    guard settings.paddingMode != .circular else { return nil }
    return .windows(settings.kernelSize.height, stride: settings.strides.height, settings.padding, height: height)
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    return parameters(kernelChannels: [input.channels, settings.filters])
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let kernel = try context.kernel(spectralNorm: settings.spectralNorm, outputAxis: 3)
    let y = x.convolved(
      with: kernel, strides: settings.strides.pair, padding: settings.padding, mode: settings.paddingMode)
    return settings.useBias ? y + (try context.parameter("bias")) : y
  }
}
