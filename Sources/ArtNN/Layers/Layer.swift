public import ArtGraph
public import ArtSettings
public import ArtTensor

/// One step of a network, as data: its settings, what it does to shapes, what it asks to be kept, and how it is computed.
///
/// A layer holds no parameters: they live in a `VariableStore` under the names that its network gives them. Shapes here
/// are those of one sample, without the batch; values in a graph have the batch as their first axis.
///
/// Some layers are more: ``ElementwiseLayer``, ``PixelwiseLayer``, ``ConditionedLayer``, ``CompositeLayer``.
public protocol Layer: Encodable, Hashable, Sendable {
  /// The layer's id in files: `conv2d`.
  static var kind: String { get }

  /// Reads the settings that `encode(to:)` writes, from a checkpoint or a model file. Settings that may be left out have
  /// defaults. The same reading makes the schema of model files; see `SettingsReader`.
  init(_ settings: SettingsReader)

  /// The shape of one sample behind the layer.
  ///
  /// - Throws: ``LayerError`` for a setting or an input that is impossible.
  func outputShape(for input: Shape) throws(LayerError) -> Shape

  /// What the layer asks to be kept, in the order in which Keras lists it. Empty unless stated.
  ///
  /// - Throws: ``LayerError`` for a setting or an input that is impossible.
  func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec]

  /// The numbers that results lie between, where inputs lie between these; nil for no bounds. Nil unless stated.
  func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>?

  /// Writes the layer's computation into the graph.
  ///
  /// - Parameters:
  ///   - x: Samples, `[batch, …]`.
  ///   - context: The layer's parameters, and whether it is trained.
  func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value
}

extension Layer {
  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] { [] }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { nil }

  /// The layer's type, as messages show it: `Conv2D`.
  public var title: String { String(describing: Self.self) }

  func bad(_ setting: String) -> LayerError {
    LayerError(.badSetting, layer: title, setting)
  }

  func bad(input: Shape, _ needs: String) -> LayerError {
    LayerError(.badInput, layer: title, "needs \(needs), found \(input)")
  }

  /// The sides and channels of an image `[height, width, channels]`.
  func image(_ input: Shape) throws(LayerError) -> (height: Int, width: Int, channels: Int) {
    guard input.rank == 3 else { throw bad(input: input, "images [height, width, channels]") }
    return (input[0], input[1], input[2])
  }

  /// How many units, filters or classes a layer may have.
  static var unitLimits: ClosedRange<Int> { 1...1 << 24 }

  /// Checks the number of outputs of a layer.
  func checkUnits(_ units: Int, _ name: String) throws(LayerError) {
    guard Self.unitLimits.contains(units) else {
      throw bad("the number of \(name) must be between 1 and 16,777,216, and is \(Counted.text(units))")
    }
  }

  /// Checks a pair of sides.
  func check(_ size: Size2D, _ name: String) throws(LayerError) {
    guard size.isUsable else { throw bad("\(name) must be between 1 and 65,536, and are \(size)") }
  }
}
