public import ArtGraph
public import ArtSettings
public import ArtTensor

/// The last layer of a discriminator that knows classes: y = w·x + b + v(class)·x, `[batch, n]` to `[batch, 1]`. The
/// first part tells real from generated images of any class, the second whether an image is one of its class.
///
/// Parameters: `kernel` `[n, 1]`, `bias` `[1]`, `embedding` `[classes, n]`, the rows v; with spectral normalisation `u`
/// `[1]` and `embedding_u` `[classes]`, which are not trainable.
/// Source: Miyato and Koyama, cGANs with projection discriminator (2018), equation 3.
public struct ClassProjection: ConditionedLayer {
  public static let kind = "classProjection"

  public var classes: Int
  public var useBias: Bool
  /// Of the kernel and of the classes' rows.
  public var kernelInitializer: Initializer
  /// Whether the kernel and the matrix of rows are each divided by their largest singular value.
  public var spectralNorm: Bool

  public init(
    classes: Int, useBias: Bool = true, kernelInitializer: Initializer = .glorotUniform, spectralNorm: Bool = false
  ) {
    self.classes = classes
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.spectralNorm = spectralNorm
  }

  public init(_ settings: SettingsReader) {
    self.init(
      classes: settings.classes(Self.unitLimits), useBias: settings.useBias(),
      kernelInitializer: settings.kernelInitializer(), spectralNorm: settings.spectralNorm())
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try checkUnits(classes, "classes")
    guard input.rank == 1 else { throw bad(input: input, "vectors") }
    return [1]
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    var specs = [ParameterSpec(name: "kernel", role: .kernel, shape: [input[0], 1], initializer: kernelInitializer)]
    if useBias { specs.append(ParameterSpec(name: "bias", role: .bias, shape: [1], initializer: .zeros)) }
    specs.append(
      ParameterSpec(
        name: "embedding", role: .embedding, shape: [classes, input[0]], initializer: kernelInitializer))
    if spectralNorm {
      specs.append(SpectralNorm.parameter(outputs: 1))
      specs.append(SpectralNorm.parameter("embedding_u", outputs: classes))
    }
    return specs
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let condition = try context.condition(classes: classes)
    let kernel = try context.kernel(spectralNorm: spectralNorm, outputAxis: 1)
    var rows = try context.parameter("embedding")
    if spectralNorm { rows = try SpectralNorm.normalized(rows, outputAxis: 0, vector: "embedding_u", context) }
    var y = x.matmul(kernel)
    if useBias { y = y + (try context.parameter("bias")) }
    return y + (condition.matmul(rows) * x).sum(axes: [1], keepingDimensions: true)
  }
}
