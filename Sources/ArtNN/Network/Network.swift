public import ArtGraph
public import ArtSettings
public import ArtTensor
public import FoundationEssentials

/// A chain of layers as data. It holds settings, no parameters: it can be compared, encoded, printed and applied.
///
/// Parameters are named `NAME.layers.INDEX.PARAMETER`: `generator.layers.3.kernel`.
public struct Network: Sendable {
  /// The name that all parameters begin with: `generator`.
  public var name: String
  /// The shape of one sample, without the batch.
  public var inputShape: Shape
  public var layers: [any Layer]

  public init(name: String, inputShape: Shape, _ layers: [any Layer]) {
    self.name = name
    self.inputShape = inputShape
    self.layers = layers
  }

  package var root: String { "\(name).layers" }

  /// The layers with the places that they have in this network.
  ///
  /// - Throws: ``LayerError`` as ``outputShape()`` does.
  package func steps() throws(LayerError) -> [LayerChain.Step] {
    guard inputShape.dimensions.allSatisfy({ $0 > 0 }), inputShape.countIfAllowed != nil else {
      throw LayerError(.badInput, layer: "Network", "cannot have samples of shape \(inputShape)", path: name)
    }
    return try chain.steps(for: inputShape, root: root)
  }

  private var chain: LayerChain { LayerChain(layers) }

  /// The shape of one sample behind the last layer.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func outputShape() throws(LayerError) -> Shape {
    try steps().last?.output ?? inputShape
  }

  /// The numbers that results lie between, whatever goes in, and the layer that bounds them; nil for no bounds.
  public var outputRange: (range: ClosedRange<Float>, layer: any Layer)? {
    layers.reduce(nil) { found, layer in
      guard let range = layer.range(ofInput: found?.range) else { return nil }
      return (range, layer.range(ofInput: nil) == nil ? found?.layer ?? layer : layer)
    }
  }

  /// Everything that the network asks to be kept, with full names, in the order of the layers.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func parameters() throws(LayerError) -> [ParameterSpec] {
    try LayerChain.parameters(of: steps())
  }

  /// Checks that all layers fit their inputs, those too whose settings only matter for their parameters.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func check() throws(LayerError) { try LayerChain.checkParameters(of: steps()) }

  /// The numbers of classes that its layers are made for: none where nothing depends on classes, and one in a sound
  /// network that does.
  public var conditionSizes: Set<Int> { layers.conditionSizes }

  /// The network with other layers in the place of those that `replacement` answers for, inside of layers too.
  public func replacingLayers(_ replacement: (any Layer) -> (any Layer)?) -> Network {
    var network = self
    network.layers = layers.replacing(replacement)
    return network
  }

  /// Writes the network's computation into the graph of the context.
  ///
  /// - Parameters:
  ///   - x: Samples `[batch, …]`, each of shape ``inputShape``.
  ///   - condition: The class of each sample as a row of weights `[batch, classes]`, for layers that depend on it.
  ///   - context: The graph to write into, for training or inference; it collects new moving statistics.
  /// - Returns: `[batch, …]`, each sample of shape ``outputShape()``.
  /// - Throws: ``LayerError`` that names the layer. What operations inside of a layer refuse is kept in the graph's
  ///   `failure`, with the layer's name.
  public func apply(
    _ x: Value, condition: Value? = nil, context: NetworkContext
  ) throws(LayerError) -> Value {
    guard x.shape.rank > 0, x.shape.dimensions.dropFirst().elementsEqual(inputShape.dimensions) else {
      let expected = (["batch"] + inputShape.dimensions.map(String.init)).joined(separator: ", ")
      throw LayerError(.badInput, layer: "Network", "needs samples [\(expected)], found \(x.shape)", path: name)
    }
    return try chain.apply(x, root: root, reportedAs: root, condition, context)
  }
}

extension Network: Hashable {
  public static func == (a: Network, b: Network) -> Bool {
    a.name == b.name && a.inputShape == b.inputShape && a.layers.map(AnyLayer.init) == b.layers.map(AnyLayer.init)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(inputShape)
    hasher.combine(layers.map(AnyLayer.init))
  }
}

extension Network: Encodable {
  fileprivate enum Key: String, CodingKey {
    case name, inputShape, layers
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(inputShape, forKey: .inputShape)
    try container.encode(layers.map(AnyLayer.init), forKey: .layers)
  }
}

/// Read with the kinds of layers that the program knows.
extension Network: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration registry: LayerRegistry) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let log = ProblemLog()
    var environment = SettingsEnvironment()
    environment[LayerRegistry.self] = registry
    let written: SettingValue = ["layers": try container.decode(SettingValue.self, forKey: .layers)]
    self.init(
      name: try container.decode(String.self, forKey: .name),
      inputShape: try container.decode(Shape.self, forKey: .inputShape),
      SettingsReader(written, environment: environment, log: log).layers("layers", ""))
    if let problem = log.problems.first {
      if problem.code == .unknownName {
        throw UnreadableField.unknownPart(at: decoder.codingPath, path: problem.path, problem.words)
      }
      throw UnreadableField(at: decoder.codingPath, path: problem.path, problem.words)
    }
  }
}
