import ArtTensor

extension Graph {
  /// The gradients of a scalar with respect to each of `sources`, by reverse accumulation. They are values of the
  /// same graph and can be differentiated again. A source that the loss does not depend on gets zeros.
  ///
  /// - Parameters:
  ///   - loss: what is differentiated, a scalar.
  ///   - sources: what it is differentiated with respect to.
  ///   - stretch: a part of the graph that several losses are differentiated through, so that the work is done once for
  ///     all of them.
  public func gradients(
    of loss: Value, withRespectTo sources: [Value], sharing stretch: SharedBackwardPass? = nil
  ) -> [Value] {
    guard loss.shape.count == 1 else {
      fail("gradients", "the loss must be a single number, and has shape \(loss.shape)")
      return sources
    }
    let wanted = dependents(of: sources, upTo: loss.id)
    var adjoints = [Adjoint?](repeating: nil, count: loss.id + 1)
    adjoints[loss.id] = Adjoint(constant(Tensor(repeating: 1, shape: loss.shape)))

    for id in stride(from: loss.id, through: 0, by: -1) {
      guard wanted[id], var adjoint = adjoints[id] else { continue }
      if let stretch { adjoint = stretch.changed(adjoint, of: value(id)) }
      adjoints[id] = adjoint
      let node = nodes[id]
      guard node.inputs.contains(where: { wanted[$0] }) else { continue }
      for (input, gradient) in zip(node.inputs, scoped(node.scope) { passed(adjoint, through: id) })
      where wanted[input] {
        guard let gradient else { continue }
        adjoints[input] = adjoints[input].map { $0 + gradient } ?? gradient
      }
    }
    return sources.map { source in
      (source.id <= loss.id ? adjoints[source.id]?.value : nil) ?? constant(0).broadcast(to: source.shape)
    }
  }

  /// What a node's adjoint contributes to its operands'. Factors of rows go along where the rule keeps rows.
  private func passed(_ adjoint: Adjoint, through id: Int) -> [Adjoint?] {
    let node = nodes[id]
    func gradients(_ gradient: Value) -> [Value?] {
      node.operation.gradients(
        GradientContext(gradient: gradient, inputs: node.inputs.map(value), output: value(id)))
    }
    guard let factors = adjoint.rowFactors else { return gradients(adjoint.base).map { $0.map { Adjoint($0) } } }
    let shapes = node.inputs.map { nodes[$0].shape }
    let keeps = node.inputs.indices.map {
      node.operation.keepsRows(ofOperand: $0, shapes, result: node.shape)
    }
    let rowwise = keeps.contains(true) ? gradients(adjoint.base) : []
    let whole = keeps.contains(false) ? gradients(adjoint.value) : []
    return node.inputs.indices.map { index in
      keeps[index]
        ? rowwise[index].map { Adjoint($0, rowFactors: factors) } : whole[index].map { Adjoint($0) }
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
