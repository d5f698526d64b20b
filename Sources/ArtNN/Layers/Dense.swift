public import ArtGraph
public import ArtSettings
public import ArtTensor

/// y = x·W + b over the last axis: `[batch, …, in]` to `[batch, …, units]`.
///
/// Parameters: `kernel` `[in, units]`, `bias` `[units]`; with spectral normalisation `u` `[units]`, which is not
/// trainable.
public struct Dense: PixelwiseLayer {
  public static let kind = "dense"

  public var units: Int
  public var useBias: Bool
  public var kernelInitializer: Initializer
  public var biasInitializer: Initializer
  /// Whether the kernel is divided by its largest singular value (Miyato et al. 2018).
  public var spectralNorm: Bool

  public init(
    units: Int, useBias: Bool = true, kernelInitializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, spectralNorm: Bool = false
  ) {
    self.units = units
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.biasInitializer = biasInitializer
    self.spectralNorm = spectralNorm
  }

  public init(_ settings: SettingsReader) {
    self.init(
      units: settings.requiredInteger("units", in: Self.unitLimits, "Elements of the result."),
      useBias: settings.useBias(), kernelInitializer: settings.kernelInitializer(),
      biasInitializer: settings.biasInitializer(), spectralNorm: settings.spectralNorm())
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try checkUnits(units, "units")
    guard input.rank > 0 else { throw bad(input: input, "vectors") }
    var output = input
    output[input.rank - 1] = units
    return output
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    return .withKernel(
      [input.channels, units], outputs: units, kernelInitializer, bias: useBias ? biasInitializer : nil,
      spectralNorm: spectralNorm)
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let kernel = try context.kernel(spectralNorm: spectralNorm, outputAxis: 1)
    let rows = x.shape.rank == 2 ? x : x.reshaped(to: [x.shape.count / max(x.shape.channels, 1), x.shape.channels])
    var y = rows.matmul(kernel)
    if useBias { y = y + (try context.parameter("bias")) }
    guard x.shape.rank != 2 else { return y }
    return y.reshaped(to: Shape(x.shape.dimensions.dropLast() + [units]))
  }
}
