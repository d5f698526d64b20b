public import ArtGraph
public import ArtTensor

/// One step of a network, as data: its settings, what it does to shapes, what it asks to be kept, and how it is computed.
///
/// A layer holds no numbers. Its parameters live in a `VariableStore` under the names that its network gives them.
/// Shapes here are those of one sample, without the batch; values in a graph have the batch as their first axis.
public protocol Layer: Codable, Hashable, Sendable {
  /// The layer's name in files: `conv2d`.
  static var kind: String { get }

  /// The shape of one sample behind the layer.
  ///
  /// - Throws: ``LayerError`` for a setting or an input that is impossible.
  func outputShape(for input: Shape) throws(LayerError) -> Shape

  /// What the layer asks to be kept, in the order in which Keras lists it. Empty unless stated.
  ///
  /// - Throws: ``LayerError`` for a setting or an input that is impossible.
  func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec]

  /// Writes the layer's computation into the graph.
  ///
  /// - Parameters:
  ///   - x: Samples, `[batch, …]`.
  ///   - context: The layer's parameters, and whether it is trained.
  func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value

  /// Layers inside of this one, for printing. Empty unless stated.
  var parts: [LayerPart] { get }

  /// The numbers of classes that the layer is made for: one where its result depends on each sample's class, several
  /// where layers inside of it disagree. Those of the parts unless stated.
  var conditionSizes: Set<Int> { get }

  /// Whether the layer computes each pixel of a picture from the same pixel alone, in inference, and so does to pictures of
  /// every size what it does to those it was written for. False unless stated.
  var isPixelwise: Bool { get }

  /// The layer with others in the place of some of the layers inside of it: those that `replacement` answers for. Itself
  /// unless stated.
  func replacingParts(_ replacement: (any Layer) -> (any Layer)?) -> Self
}

extension [any Layer] {
  /// The same layers, with others in the place of those that `replacement` answers for, inside of layers too.
  public func replacing(_ replacement: (any Layer) -> (any Layer)?) -> [any Layer] {
    map { replacement($0) ?? $0.replacingParts(replacement) }
  }
}

/// A chain of layers inside of a layer.
public struct LayerPart: Sendable {
  /// The part's name in parameter names: `shortcut`.
  public var name: String
  public var layers: [any Layer]

  public init(name: String, layers: [any Layer]) {
    self.name = name
    self.layers = layers
  }
}

extension Layer {
  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] { [] }

  public var parts: [LayerPart] { [] }

  public var conditionSizes: Set<Int> {
    parts.reduce(into: []) { sizes, part in for layer in part.layers { sizes.formUnion(layer.conditionSizes) } }
  }

  public var isPixelwise: Bool { false }

  public func replacingParts(_ replacement: (any Layer) -> (any Layer)?) -> Self { self }

  /// The layer's type, as messages show it: `Conv2D`.
  public var title: String { String(describing: Self.self) }

  func bad(_ setting: String) -> LayerError {
    LayerError(.badSetting, layer: title, setting)
  }

  func bad(input: Shape, _ needs: String) -> LayerError {
    LayerError(.badInput, layer: title, "needs \(needs), found \(input)")
  }

  /// The sides and channels of a picture `[height, width, channels]`.
  func picture(_ input: Shape) throws(LayerError) -> (height: Int, width: Int, channels: Int) {
    guard input.rank == 3 else { throw bad(input: input, "pictures [height, width, channels]") }
    return (input[0], input[1], input[2])
  }
}
