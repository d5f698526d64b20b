public import ArtGraph
import ArtTensor

/// What a layer is given to write its computation with.
public struct LayerContext {
  let network: NetworkContext
  /// Where the layer stands: `generator.layers.3`.
  let path: String
  let layer: String
  private let specs: [ParameterSpec]
  /// The class of each sample, `[batch, classes]`; nil where the network is applied without.
  private let condition: Value?

  init(
    network: NetworkContext, path: String, layer: some Layer, input: Shape, condition: Value?
  ) throws(LayerError) {
    self.network = network
    self.path = path
    self.layer = layer.title
    self.condition = condition
    specs = try layer.parameters(for: input)
  }

  public var graph: Graph { network.graph }

  /// Whether the layer is trained: batch statistics instead of moving ones, dropout at work.
  public var isTraining: Bool { network.mode == .training }

  /// The class of each sample as a row of weights, `[batch, classes]`: a one among zeros, or a mixture.
  ///
  /// - Throws: ``LayerError`` of code `badCondition` where the network is applied without classes, or with another number
  ///   of them.
  public func condition(classes: Int) throws(LayerError) -> Value {
    guard let condition else {
      throw LayerError(.badCondition, layer: layer, "needs each sample's class, and none is given")
    }
    guard condition.shape.rank == 2, condition.shape.channels == classes else {
      throw LayerError(
        .badCondition, layer: layer, "needs classes as [batch, \(classes)], found \(condition.shape)")
    }
    return condition
  }

  /// A parameter that the layer declares. One that was updated before in this context gives its new value.
  ///
  /// - Throws: ``LayerError`` of code `unknownParameter`.
  public func parameter(_ name: String) throws(LayerError) -> Value {
    let variable = try variable(name)
    return network.pending[fullName(name)] ?? variable
  }

  /// A parameter that the layer declares, as it is before the step, whatever has been proposed for it.
  ///
  /// - Throws: ``LayerError`` of code `unknownParameter`.
  public func storedParameter(_ name: String) throws(LayerError) -> Value { try variable(name) }

  /// Proposes a new value for a parameter that is not trainable. It takes effect if the caller ends the step with
  /// ``NetworkContext/assignUpdates()``.
  ///
  /// - Throws: ``LayerError`` of code `unknownParameter`.
  public func update(_ name: String, to value: Value) throws(LayerError) {
    _ = try variable(name)
    network.pending[fullName(name)] = value
  }

  /// Applies a chain of layers that is part of this layer. Their parameters are named `part.0.kernel` and so on inside
  /// of this layer.
  public func apply(_ layers: [any Layer], part: String, to x: Value) throws(LayerError) -> Value {
    // The chain names places from its own root; this layer's place is added by whoever applies this layer.
    try LayerChain(layers).apply(x, root: fullName(part), reportedAs: part, condition, network)
  }

  private func variable(_ name: String) throws(LayerError) -> Value {
    guard let spec = specs.first(where: { $0.name == name }) else {
      throw LayerError(
        .unknownParameter, layer: layer, "uses a parameter '\(name)' that it does not declare")
    }
    return graph.variable(fullName(name), shape: spec.shape)
  }

  private func fullName(_ name: String) -> String { "\(path).\(name)" }
}
