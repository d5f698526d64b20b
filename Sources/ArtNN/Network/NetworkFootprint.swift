import ArtTensor

/// How many numbers a network holds. What memory it takes is told from them, before any is allocated.
public struct NetworkFootprint: Hashable, Sendable {
  /// The elements of all parameters.
  public var parameters: Double
  /// The elements of all layers' results for one sample.
  public var activations: Double
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
    return NetworkFootprint(parameters: parameters, activations: try Self.activations(steps))
  }

  /// The results of layers, and of those that they are made of.
  private static func activations(_ steps: [LayerChain.Step]) throws(LayerError) -> Double {
    var sum = 0.0
    for step in steps {
      sum += Double(step.output.count)
      for part in (step.layer as? any CompositeLayer)?.parts ?? [] {
        sum += try activations(LayerChain(part.layers).steps(for: step.input, root: part.name))
      }
    }
    return sum
  }
}
