package import ArtTensor

extension Network {
  /// A layer that asks for parameters and has no layers inside.
  package struct Leaf {
    /// Its place in the model: `generator.layers.3`, `generator.layers.9.shortcut.0`.
    package let path: String
    package let layer: any Layer
    /// The shapes of one sample before and behind it.
    package let input: Shape
    package let output: Shape
    /// What it asks for, with names inside of the layer: `kernel`.
    package let parameters: [ParameterSpec]
  }

  /// The layers that ask for parameters, those inside of others too, in the order of ``parameters()``.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  package func leaves() throws(LayerError) -> [Leaf] { try Self.leaves(of: steps()) }

  private static func leaves(of steps: [LayerChain.Step]) throws(LayerError) -> [Leaf] {
    var found: [Leaf] = []
    for step in steps {
      guard let composite = step.layer as? any CompositeLayer else {
        let parameters = try step.layer.parameters(for: step.input)
        if !parameters.isEmpty {
          found.append(
            Leaf(
              path: step.path, layer: step.layer, input: step.input, output: step.output, parameters: parameters))
        }
        continue
      }
      for part in composite.parts {
        found += try leaves(of: LayerChain(part.layers).steps(for: step.input, root: "\(step.path).\(part.name)"))
      }
    }
    return found
  }
}
