public import ArtGraph
public import ArtSettings
import ArtTensor

/// The settings that both convolutions have.
public struct ConvolutionSettings: Encodable, Hashable, Sendable {
  public var filters: Int
  public var kernelSize: Size2D
  public var strides: Size2D
  public var padding: Padding
  public var useBias: Bool
  public var kernelInitializer: Initializer
  public var biasInitializer: Initializer
  /// Whether the kernel is divided by its largest singular value (Miyato et al. 2018).
  public var spectralNorm: Bool
}

/// A convolution or a transposed one.
@dynamicMemberLookup
public protocol ConvolutionLayer: Layer {
  var settings: ConvolutionSettings { get set }

  init(_ settings: ConvolutionSettings)
}

extension ConvolutionLayer {
  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid, useBias: Bool = true,
    kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros, spectralNorm: Bool = false
  ) {
    self.init(
      ConvolutionSettings(
        filters: filters, kernelSize: kernelSize, strides: strides, padding: padding, useBias: useBias,
        kernelInitializer: kernelInitializer, biasInitializer: biasInitializer, spectralNorm: spectralNorm))
  }

  public init(_ settings: SettingsReader) {
    self.init(
      filters: settings.requiredInteger("filters", in: Self.unitLimits, "Channels of the result."),
      kernelSize: settings.requiredSize("kernelSize", "Height and width of the kernel."),
      strides: settings.size("strides", default: 1, "The distance between the kernel's places."),
      padding: settings.padding(default: .valid), useBias: settings.useBias(),
      kernelInitializer: settings.kernelInitializer(), biasInitializer: settings.biasInitializer(),
      spectralNorm: settings.spectralNorm())
  }

  public func encode(to encoder: any Encoder) throws { try settings.encode(to: encoder) }

  public subscript<Setting>(dynamicMember path: WritableKeyPath<ConvolutionSettings, Setting>) -> Setting {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }

  /// The sides of an image, once the settings are known to be possible.
  func sides(of input: Shape) throws(LayerError) -> (height: Int, width: Int) {
    try checkUnits(settings.filters, "filters")
    try check(settings.kernelSize, "the kernel's sides")
    try check(settings.strides, "the strides")
    let (height, width, _) = try image(input)
    return (height, width)
  }

  /// The kernel, whose last two axes are given, and what stands beside it.
  func parameters(kernelChannels: [Int]) -> [ParameterSpec] {
    let shape = Shape([settings.kernelSize.height, settings.kernelSize.width] + kernelChannels)
    return .withKernel(
      shape, outputs: settings.filters, settings.kernelInitializer,
      bias: settings.useBias ? settings.biasInitializer : nil, spectralNorm: settings.spectralNorm)
  }
}
