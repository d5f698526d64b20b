public import ArtGraph
public import ArtTensor

/// Two-dimensional convolution: `[batch, height, width, in]` to `[batch, height′, width′, filters]`.
///
/// Parameters: `kernel` `[kernelHeight, kernelWidth, in, filters]`, `bias` `[filters]`; with
/// spectral normalisation `u` `[filters]`, which is not trainable.
/// `same`: height′ = ⌈height / stride⌉; `valid`: height′ = ⌊(height − kernelHeight) / stride⌋ + 1.
public struct Conv2D: Layer {
  public static let kind = "conv2d"

  public var filters: Int
  public var kernelSize: Size2D
  public var strides: Size2D
  public var padding: Padding
  public var useBias: Bool
  public var kernelInitializer: Initializer
  public var biasInitializer: Initializer
  /// Whether the kernel is divided by its largest singular value (Miyato et al. 2018).
  public var spectralNorm: Bool

  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid, useBias: Bool = true,
    kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros, spectralNorm: Bool = false
  ) {
    self.filters = filters
    self.kernelSize = kernelSize
    self.strides = strides
    self.padding = padding
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.biasInitializer = biasInitializer
    self.spectralNorm = spectralNorm
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      filters: try container.decode(Int.self, forKey: .filters),
      kernelSize: try container.decode(Size2D.self, forKey: .kernelSize),
      strides: try container.decode(.strides, default: 1),
      padding: try container.decode(.padding, default: .valid),
      useBias: try container.decode(.useBias, default: true),
      kernelInitializer: try container.decode(.kernelInitializer, default: .glorotUniform),
      biasInitializer: try container.decode(.biasInitializer, default: .zeros),
      spectralNorm: try container.decode(.spectralNorm, default: false))
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try checkConvolution(filters, kernelSize, strides)
    let (height, width, _) = try picture(input)
    if padding == .valid, height < kernelSize.height || width < kernelSize.width {
      throw bad(input: input, "pictures of at least \(kernelSize), the kernel's size, with padding 'valid'")
    }
    return [
      padding.outputLength(input: height, window: kernelSize.height, stride: strides.height),
      padding.outputLength(input: width, window: kernelSize.width, stride: strides.width),
      filters,
    ]
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    let kernel = ParameterSpec(
      name: "kernel", shape: [kernelSize.height, kernelSize.width, input.channels, filters],
      initializer: kernelInitializer)
    let bias = ParameterSpec(name: "bias", shape: [filters], initializer: biasInitializer)
    return [kernel] + (useBias ? [bias] : []) + (spectralNorm ? [SpectralNorm.parameter(outputs: filters)] : [])
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let kernel = try context.kernel(spectralNorm: spectralNorm, outputAxis: 3)
    let y = x.convolved(with: kernel, strides: strides.pair, padding: padding)
    return useBias ? y + (try context.parameter("bias")) : y
  }
}
