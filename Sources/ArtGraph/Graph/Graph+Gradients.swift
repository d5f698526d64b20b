import ArtTensor

extension Graph {
  /// The gradients of a scalar with respect to each of `sources`, by reverse accumulation. They are values of the
  /// same graph and can be differentiated again. A source that the loss does not depend on gets zeros.
  public func gradients(of loss: Value, withRespectTo sources: [Value]) -> [Value] {
    guard loss.shape.count == 1 else {
      fail("gradients", "the loss must be a single number, and has shape \(loss.shape)")
      return sources
    }
    let wanted = dependents(of: sources, upTo: loss.id)
    var adjoints = [Value?](repeating: nil, count: loss.id + 1)
    adjoints[loss.id] = constant(Tensor(repeating: 1, shape: loss.shape))

    for id in stride(from: loss.id, through: 0, by: -1) {
      guard wanted[id], let adjoint = adjoints[id] else { continue }
      let node = nodes[id]
      guard node.inputs.contains(where: { wanted[$0] }) else { continue }
      let context = GradientContext(gradient: adjoint, inputs: node.inputs.map(value), output: value(id))
      let gradients = scoped(node.scope) { node.operation.gradients(context) }
      for (input, gradient) in zip(node.inputs, gradients) where wanted[input] {
        guard let gradient else { continue }
        adjoints[input] = adjoints[input].map { $0 + gradient } ?? gradient
      }
    }
    return sources.map { source in
      (source.id <= loss.id ? adjoints[source.id] : nil) ?? constant(0).broadcast(to: source.shape)
    }
  }

  package func value(_ id: Int) -> Value {
    Value(graph: self, id: id, shape: nodes[id].shape)
  }

  /// Which nodes lie on a path from one of the sources.
  private func dependents(of sources: [Value], upTo last: Int) -> [Bool] {
    var reached = [Bool](repeating: false, count: last + 1)
    for source in sources where source.id <= last { reached[source.id] = true }
    for id in 0...last where !reached[id] {
      reached[id] = nodes[id].inputs.contains { reached[$0] }
    }
    return reached
  }
}
