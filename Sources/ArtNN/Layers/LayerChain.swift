import ArtGraph
package import ArtTensor

/// Layers one after another: the rules that networks and layers with parts share.
package struct LayerChain {
  let layers: [any Layer]

  package init(_ layers: [any Layer]) {
    self.layers = layers
  }

  /// One layer with its place and the shapes before and behind it.
  package struct Step {
    package let path: String
    package let layer: any Layer
    package let input: Shape
    package let output: Shape
  }

  /// Follows the shape of one sample through the chain. `root` is the chain's own place: `generator.layers`.
  package func steps(for input: Shape, root: String) throws(LayerError) -> [Step] {
    var steps: [Step] = []
    var shape = input
    for (index, layer) in layers.enumerated() {
      let path = "\(root).\(index)"
      do throws(LayerError) {
        let output = try layer.outputShape(for: shape)
        guard output.countIfAllowed != nil else { throw layer.bad("a result of shape \(output) is too large") }
        steps.append(Step(path: path, layer: layer, input: shape, output: output))
        shape = output
      } catch {
        throw error.inside(path)
      }
    }
    return steps
  }

  func outputShape(for input: Shape, root: String) throws(LayerError) -> Shape {
    try steps(for: input, root: root).last?.output ?? input
  }

  func parameters(for input: Shape, root: String) throws(LayerError) -> [ParameterSpec] {
    try Self.parameters(of: steps(for: input, root: root))
  }

  static func parameters(of steps: [Step]) throws(LayerError) -> [ParameterSpec] {
    var specs: [ParameterSpec] = []
    for step in steps {
      do throws(LayerError) {
        let own = try step.layer.parameters(for: step.input)
        for spec in own where spec.shape.countIfAllowed == nil {
          throw step.layer.bad("a parameter '\(spec.name)' of shape \(spec.shape) is too large")
        }
        specs += own.map { $0.prefixed(step.path) }
      } catch {
        throw error.inside(step.path)
      }
    }
    return specs
  }

  /// Checks that each layer can ask for its parameters, however large they are.
  static func checkParameters(of steps: [Step]) throws(LayerError) {
    for step in steps {
      do throws(LayerError) {
        _ = try step.layer.parameters(for: step.input)
      } catch {
        throw error.inside(step.path)
      }
    }
  }

  /// Writes the chain's computation.
  ///
  /// - Parameters:
  ///   - root: The chain's place in the model, for parameter names and scopes.
  ///   - reported: The chain's place as errors should say it here; outer layers add theirs.
  ///   - condition: The class of each sample, `[batch, classes]`, for layers that depend on it.
  func apply(
    _ x: Value, root: String, reportedAs reported: String, _ condition: Value?, _ network: NetworkContext
  ) throws(LayerError) -> Value {
    var x = x
    for (index, layer) in layers.enumerated() {
      do throws(LayerError) {
        x = try Self.apply(layer, x, "\(root).\(index)", condition, network)
      } catch {
        throw error.inside("\(reported).\(index)")
      }
    }
    return x
  }

  static func apply(
    _ layer: some Layer, _ x: Value, _ path: String, _ condition: Value?, _ network: NetworkContext
  ) throws(LayerError) -> Value {
    guard x.shape.rank > 0 else { throw layer.bad(input: x.shape, "samples behind a first axis for the batch") }
    let sample = Shape(Array(x.shape.dimensions.dropFirst()))
    // The shape rule first: its words are better than those of the operations inside.
    _ = try layer.outputShape(for: sample)
    let context = try LayerContext(network: network, path: path, layer: layer, input: sample, condition: condition)
    let result: Result<Value, LayerError> = network.graph.scoped("\(path) (\(layer.title))") {
      do throws(LayerError) {
        return .success(try layer(x, context))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension Shape {
  /// The number of elements, or `nil` if there are more than an array here can have: 2³¹.
  var countIfAllowed: Int? {
    var count = 1
    for dimension in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow, product <= 1 << 31 else { return nil }
      count = product
    }
    return count
  }
}
