import ArtTensor

extension Optimizer {
  /// The variables that training these parameters keeps from step to step, all zero before the first step. What is not
  /// trainable among `parameters` has none.
  ///
  /// - Parameters:
  ///   - parameters: What is trained.
  ///   - group: The name of what is trained together: `generator`.
  public func state(for parameters: [ParameterSpec], group: String) -> [ParameterSpec] {
    let formula = rule.formula
    let shared = formula.shared.map { spec("\(group).\($0)", .scalar) }
    return shared
      + parameters.filter(\.isTrainable).flatMap { parameter in
        formula.state.map { spec("\(parameter.name).\($0)", parameter.shape) }
      }
  }

  private func spec(_ name: String, _ shape: Shape) -> ParameterSpec {
    ParameterSpec(name: "optimizer.\(name)", role: .state, shape: shape, initializer: .zeros)
  }
}
