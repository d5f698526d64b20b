public import ArtGraph
import ArtTensor

extension Optimizer {
  /// A parameter in a graph with the gradient of the loss.
  public typealias Gradient = (name: String, value: Value, gradient: Value)

  /// Makes one update of the parameters part of the step.
  ///
  /// The state lives in variables named `optimizer.PARAMETER.m` and so on, and `optimizer.GROUP.correction1` for what all
  /// share; see ``state(for:group:)``.
  ///
  /// - Parameters:
  ///   - graph: The graph of the training step.
  ///   - group: The name of what is trained together: `generator`.
  ///   - parameters: Full names, variables, gradients.
  ///   - learningRate: A scalar, given anew for each step.
  /// - Returns: The parameters behind the step, in the same order.
  @discardableResult
  public func apply(to graph: Graph, group: String, parameters: [Gradient], learningRate: Value) -> [Value] {
    graph.scoped("optimizer.\(group)") {
      let formula = rule.formula
      let kept = formula.shared.map { graph.variable("optimizer.\(group).\($0)", shape: .scalar) }
      let shared = formula.advanced(kept)
      for (variable, value) in zip(kept, shared) { graph.assign(variable, value) }

      let gradients = clipped(parameters.map(penalized), graph)
      return zip(parameters, gradients).map { parameter, gradient in
        let state = formula.state.map {
          graph.variable("optimizer.\(parameter.name).\($0)", shape: parameter.value.shape)
        }
        let step = formula.step(gradient: gradient, state: state, shared: shared, rate: learningRate)
        for (variable, value) in zip(state, step.state) { graph.assign(variable, value) }
        let updated = decayed(parameter, learningRate) - step.change
        graph.assign(parameter.value, updated)
        return updated
      }
    }
  }

  private func penalized(_ parameter: Gradient) -> Value {
    var gradient = parameter.gradient
    if orthogonal != 0, isKernel(parameter.name) {
      let penalty = orthogonalPenalty(parameter.value) * Float(orthogonal)
      gradient = gradient + penalty.graph.gradients(of: penalty, withRespectTo: [parameter.value])[0]
    }
    guard isPenalized(parameter.name) else { return gradient }
    if l1 != 0 { gradient = gradient + parameter.value.sign() * Float(l1) }
    if l2 != 0 { gradient = gradient + parameter.value * Float(2 * l2) }
    return gradient
  }

  private func decayed(_ parameter: Gradient, _ learningRate: Value) -> Value {
    guard weightDecay != 0, isPenalized(parameter.name) else { return parameter.value }
    return parameter.value - parameter.value * (learningRate * Float(weightDecay))
  }

  private func isPenalized(_ name: String) -> Bool { penaltyScope == .all || isKernel(name) }

  private func isKernel(_ name: String) -> Bool { name.split(separator: ".").last == "kernel" }

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
