public import ArtGraph
public import ArtTensor

/// Transposed convolution: `[batch, height, width, in]` to `[batch, height′, width′, filters]`, larger by the stride.
///
/// Parameters: `kernel` `[kernelHeight, kernelWidth, filters, in]`, `bias` `[filters]`; with
/// spectral normalisation `u` `[filters]`, which is not trainable.
/// With the padding mode `circular` what would lie beyond an edge is added at the opposite one.
/// `same`: height′ = height · stride; `valid`: height′ = height · stride + max(kernelHeight − stride, 0), as in Keras.
public struct Conv2DTranspose: ConvolutionLayer {
  public static let kind = "conv2dTranspose"
  public static let paddingModes: [PaddingMode] = [.zeros, .circular]

  public var settings: ConvolutionSettings

  public init(_ settings: ConvolutionSettings) {
    self.settings = settings
  }

  public func scale() throws(LayerError) -> SideScale {
    try checkScale(settings.padding, window: settings.kernelSize, strides: settings.strides)
    return SideScale(enlarging: settings.strides)
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    let (height, width) = try sides(of: input)
    let (kernel, strides) = (settings.kernelSize, settings.strides)
    let output = (
      height: settings.padding.transposedOutputLength(input: height, window: kernel.height, stride: strides.height),
      width: settings.padding.transposedOutputLength(input: width, window: kernel.width, stride: strides.width)
    )
    try checkPadding(of: output)
    return [output.height, output.width, settings.filters]
  }

  /// Row o of the result is made of the rows i with o = i · stride + t − p for a row t of the kernel, p being what is cut off.
  public func reach(height: Int) -> RowReach? {
    guard settings.paddingMode == .zeros else { return nil }
    let (kernel, stride) = (settings.kernelSize.height, settings.strides.height)
    let cut = settings.padding.paddingBefore(input: height * stride, window: kernel, stride: stride)
    return RowReach(taken: 1, made: stride, before: (kernel - 1 - cut) / stride, after: (stride - 1 + cut) / stride)
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    return parameters(kernelChannels: [settings.filters, input.channels])
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let kernel = try context.kernel(spectralNorm: settings.spectralNorm, outputAxis: 2)
    let y = x.transposedConvolution(
      with: kernel, strides: settings.strides.pair, padding: settings.padding, mode: settings.paddingMode)
    return settings.useBias ? y + (try context.parameter("bias")) : y
  }
}
