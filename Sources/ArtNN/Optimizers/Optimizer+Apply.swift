public import ArtGraph
import ArtTensor

extension Optimizer {
  /// A parameter with its full name, its variable in a graph, and the gradient of the loss.
  public typealias Gradient = (parameter: ParameterSpec, value: Value, gradient: Value)

  /// Makes one update of the parameters part of the step.
  ///
  /// The state lives in variables named `optimizer.PARAMETER.m` and so on, and `optimizer.GROUP.correction1` for what all
  /// share; see ``state(for:group:)``.
  ///
  /// - Parameters:
  ///   - graph: The graph of the training step.
  ///   - group: The name of what is trained together: `generator`.
  ///   - parameters: What is trained, with its gradients.
  ///   - learningRate: A scalar, given anew for each step.
  ///   - constraint: Brings a parameter behind its update back to where it may lie, such as a sphere.
  /// - Returns: The parameters behind the step, in the same order.
  @discardableResult
  public func apply(
    to graph: Graph, group: String, parameters: [Gradient], learningRate: Value,
    constraint: (Value) -> Value = { $0 }
  ) -> [Value] {
    graph.scoped("optimizer.\(group)") {
      let formula = rule.formula
      let kept = formula.shared.map { graph.variable("optimizer.\(group).\($0)", shape: .scalar) }
      let shared = formula.advanced(kept)
      for (variable, value) in zip(kept, shared) { graph.assign(variable, value) }

      let gradients = clipped(parameters.map(penalized), graph)
      return zip(parameters, gradients).map { trained, gradient in
        let state = formula.state.map {
          graph.variable("optimizer.\(trained.parameter.name).\($0)", shape: trained.value.shape)
        }
        let step = formula.step(gradient: gradient, state: state, shared: shared, rate: learningRate)
        for (variable, value) in zip(state, step.state) { graph.assign(variable, value) }
        let updated = constraint(decayed(trained, learningRate) - step.change)
        graph.assign(trained.value, updated)
        return updated
      }
    }
  }

  private func penalized(_ trained: Gradient) -> Value {
    var gradient = trained.gradient
    if orthogonal != 0, trained.parameter.role == .kernel {
      let penalty = orthogonalPenalty(trained.value) * Float(orthogonal)
      gradient = gradient + penalty.graph.gradients(of: penalty, withRespectTo: [trained.value])[0]
    }
    guard isPenalized(trained.parameter) else { return gradient }
    if l1 != 0 { gradient = gradient + trained.value.sign() * Float(l1) }
    if l2 != 0 { gradient = gradient + trained.value * Float(2 * l2) }
    return gradient
  }

  private func decayed(_ trained: Gradient, _ learningRate: Value) -> Value {
    guard weightDecay != 0, isPenalized(trained.parameter) else { return trained.value }
    return trained.value - trained.value * (learningRate * Float(weightDecay))
  }

  private func isPenalized(_ parameter: ParameterSpec) -> Bool { penaltyScope == .all || parameter.role == .kernel }

  private func clipped(_ gradients: [Value], _ graph: Graph) -> [Value] {
    switch clipping {
    case nil:
      return gradients
    case .value(let limit):
      let high = graph.constant(Float(limit))
      let low = graph.constant(Float(-limit))
      return gradients.map { $0.minimum(high).maximum(low) }
    case .globalNorm(let limit):
      guard let first = gradients.first else { return [] }
      let squares = gradients.dropFirst().reduce(first.square().sum()) { $0 + $1.square().sum() }
      let high = graph.constant(Float(limit))
      // At most 1: gradients within the limit stay as they are.
      let factor = high / squares.sqrt().maximum(high)
      return gradients.map { $0 * factor }
    }
  }
}
