public import ArtNN
public import ArtTensor

/// What a layer is given to write itself down as operators of ONNX: operator set 17 of the standard domain.
/// https://onnx.ai/onnx/operators
public struct ONNXContext {
  let builder: ONNXBuilder
  /// Where the layer stands: `generator.layers.3`.
  let path: String
  /// The layer's type, as messages show it.
  let layer: String
  let specs: [ParameterSpec]
  /// The shape of one sample behind the layer, without the batch.
  public let output: Shape

  /// Whether images may come in other sizes than the network was written for: then no height and no width may stand in
  /// what the layer writes.
  public var isFreeSize: Bool { builder.isFreeSize }

  /// A parameter that the layer declares.
  ///
  /// - Throws: `LayerError` of code `unknownParameter`.
  public func parameter(_ name: String) throws(LayerError) -> ONNXWeights {
    guard let spec = specs.first(where: { $0.name == name }) else {
      throw LayerError(.unknownParameter, layer: layer, "uses a parameter '\(name)' that it does not declare")
    }
    return builder.weights("\(path).\(name)", spec.shape)
  }

  /// Makes numbers a part of the model.
  ///
  /// - Parameters:
  ///   - name: what they are, within the layer: `kernel`.
  ///   - weights: the numbers.
  /// - Returns: the name for ``emit(_:_:_:)``.
  public func add(_ name: String, _ weights: ONNXWeights) -> String { builder.graph.add("\(path).\(name)", weights) }

  /// A parameter that the layer declares, as a part of the model.
  ///
  /// - Parameters:
  ///   - name: the parameter.
  ///   - dimensions: the sides that it has in the file, where not its own.
  /// - Throws: `LayerError` of code `unknownParameter`.
  public func add(parameter name: String, as dimensions: [Int]? = nil) throws(LayerError) -> String {
    let weights = try parameter(name)
    return add(name, dimensions.map(weights.reshaped) ?? weights)
  }

  /// A list of whole numbers, such as the shape or the axes that some operators take as an input.
  public func list(_ numbers: [Int]) -> String { builder.graph.list(numbers) }

  /// A single number.
  public func number(_ number: Float) -> String { builder.graph.number(number) }

  /// Applies an operator.
  ///
  /// - Parameters:
  ///   - operation: its name in ONNX: `Relu`.
  ///   - inputs: names of values; empty for one that is left out.
  ///   - attributes: its settings.
  /// - Returns: the name of its result.
  public func emit(
    _ operation: String, _ inputs: [String], _ attributes: [String: ONNXAttribute] = [:]
  ) -> String {
    builder.graph.emit(operation, inputs, attributes, in: path)
  }

  /// The class of each sample as a row of weights, `[batch, classes]`.
  ///
  /// - Throws: `LayerError` of code `badCondition` where the model knows no classes.
  public func classes() throws(LayerError) -> String {
    guard let classes = builder.classes else {
      throw LayerError(.badCondition, layer: layer, "needs each sample's class, and the model knows none")
    }
    return classes
  }

  /// Writes a chain of layers down that is part of this layer, its parameters being named `part.0.kernel` and so on.
  public func apply(_ layers: [any Layer], part: String, to x: ONNXValue) throws(LayerError) -> ONNXValue {
    try builder.apply(layers, to: x, root: "\(path).\(part)", reportedAs: part)
  }

  /// The error of a layer that cannot be exported under its settings.
  ///
  /// - Parameter reason: what has no operator.
  public func refused(_ reason: String) -> LayerError { LayerError(.notExportable, layer: layer, reason) }

  /// A stream of random numbers, in the order in which a graph of artpipe hands them out.
  func nextStream() -> Int { builder.nextStream() }
}
