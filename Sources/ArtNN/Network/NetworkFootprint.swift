import ArtTensor

/// How many numbers a network holds. What memory it takes is told from them, before any is allocated.
public struct NetworkFootprint: Hashable, Sendable {
  /// The elements of all parameters.
  public var parameters: Double
  /// The elements of all layers' results for one sample.
  public var activations: Double
  /// The elements of the largest of these results.
  public var largest: Double
  /// The layers, those that others are made of included.
  public var layers: Int

  public init(parameters: Double, activations: Double, largest: Double, layers: Int) {
    self.parameters = parameters
    self.activations = activations
    self.largest = largest
    self.layers = layers
  }
}

extension Network {
  /// Counts without building anything.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func footprint() throws(LayerError) -> NetworkFootprint {
    let steps = try steps()
    // Also of arrays that are too large to exist: what they would take is to be told.
    var parameters = 0.0
    for step in steps {
      for spec in try step.layer.parameters(for: step.input) {
        parameters += spec.shape.dimensions.reduce(1.0) { $0 * Double($1) }
      }
    }
    var footprint = NetworkFootprint(parameters: parameters, activations: 0, largest: 0, layers: 0)
    try footprint.add(steps)
    return footprint
  }
}

extension NetworkFootprint {
  /// Adds the results of layers, and of those that they are made of.
  fileprivate mutating func add(_ steps: [LayerChain.Step]) throws(LayerError) {
    for step in steps {
      layers += 1
      activations += Double(step.output.count)
      largest = max(largest, Double(step.output.count))
      for part in (step.layer as? any CompositeLayer)?.parts ?? [] {
        try add(LayerChain(part.layers).steps(for: step.input, root: part.name))
      }
    }
  }
}
