public import ArtGraph
public import ArtSettings
import ArtTensor

/// The settings that both convolutions have.
public struct ConvolutionSettings: Encodable, Hashable, Sendable {
  public var filters: Int
  public var kernelSize: Size2D
  public var strides: Size2D
  public var padding: Padding
  /// What windows see beyond the image's edges, where padding is `same`.
  public var paddingMode: PaddingMode
  public var useBias: Bool
  public var kernelInitializer: Initializer
  public var biasInitializer: Initializer
  /// Whether the kernel is divided by its largest singular value (Miyato et al. 2018).
  public var spectralNorm: Bool

  /// Without the padding mode, which is written where it is not the usual one.
  private enum CodingKeys: CodingKey {
    case filters, kernelSize, strides, padding, useBias, kernelInitializer, biasInitializer, spectralNorm
  }
}

/// A convolution or a transposed one.
@dynamicMemberLookup
public protocol ConvolutionLayer: NeighbourhoodLayer, ScalingLayer {
  /// The padding modes that there are for it.
  static var paddingModes: [PaddingMode] { get }

  var settings: ConvolutionSettings { get set }

  init(_ settings: ConvolutionSettings)
}

extension ConvolutionLayer {
  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid,
    paddingMode: PaddingMode = .zeros, useBias: Bool = true, kernelInitializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, spectralNorm: Bool = false
  ) {
    self.init(
      ConvolutionSettings(
        filters: filters, kernelSize: kernelSize, strides: strides, padding: padding, paddingMode: paddingMode,
        useBias: useBias, kernelInitializer: kernelInitializer, biasInitializer: biasInitializer,
        spectralNorm: spectralNorm))
  }

  public init(_ settings: SettingsReader) {
    self.init(
      filters: settings.requiredInteger("filters", in: Self.unitLimits, "Channels of the result."),
      kernelSize: settings.requiredSize("kernelSize", "Height and width of the kernel."),
      strides: settings.size("strides", default: 1, "The distance between the kernel's places."),
      padding: settings.padding(default: .valid), paddingMode: settings.paddingMode(Self.paddingModes),
      useBias: settings.useBias(), kernelInitializer: settings.kernelInitializer(),
      biasInitializer: settings.biasInitializer(), spectralNorm: settings.spectralNorm())
  }

  public func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    try encoder.encode(settings.paddingMode, forKey: "paddingMode", unless: .zeros)
  }

  public subscript<Setting>(dynamicMember path: WritableKeyPath<ConvolutionSettings, Setting>) -> Setting {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }

  /// The layer with circular padding; nil for a kernel of one place.
  ///
  /// - Throws: ``LayerError`` for the padding `valid`.
  public func wrapped() throws(LayerError) -> Self? {
    guard settings.kernelSize != 1 else { return nil }
    guard settings.padding == .same else { throw keepsEdgesApart }
    var layer = self
    layer.settings.paddingMode = .circular
    return layer
  }

  /// Checks that there is enough of an image, of these sides, for its padding to be made of.
  func checkPadding(of sides: (height: Int, width: Int)) throws(LayerError) {
    let (mode, kernel, strides) = (settings.paddingMode, settings.kernelSize, settings.strides)
    guard mode != .zeros else { return }
    guard Self.paddingModes.contains(mode) else {
      let known = Self.paddingModes.map { "'\($0.rawValue)'" }.joined(separator: " or ")
      throw bad("there is no padding mode '\(mode.rawValue)' for it: take \(known)")
    }
    guard settings.padding == .same else {
      throw bad("the padding mode '\(mode.rawValue)' needs the padding 'same': with 'valid' nothing is padded")
    }
    for (side, window, stride) in [
      (sides.height, kernel.height, strides.height), (sides.width, kernel.width, strides.width),
    ] {
      let least = AxisPadding(mode, settings.padding.widths(input: side, window: window, stride: stride)).shortestSide
      guard side >= least else {
        throw bad(
          "a kernel of \(kernel) with the padding mode '\(mode.rawValue)' needs sides of at least \(least), and there is one "
            + "of \(side)")
      }
    }
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
