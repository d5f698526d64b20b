import ArtGraph

/// The formula of one optimiser for one parameter.
///
/// It is a chain of elementwise operations on arrays of the parameter's shape and on scalars, so that an executor can
/// run it as one pass over memory.
protocol ParameterRule {
  /// The names of the arrays that are kept beside each parameter.
  var state: [String] { get }

  /// The names of the scalars that all parameters of a network share.
  var shared: [String] { get }

  /// The shared scalars' next values, from their last ones.
  func advanced(_ shared: [Value]) -> [Value]

  /// What is to be subtracted from the parameter, and the state's next values.
  ///
  /// - Parameters:
  ///   - state: The last values, in the order of ``state``.
  ///   - shared: The next values, in the order of ``shared``.
  ///   - rate: The learning rate, a scalar.
  func step(gradient: Value, state: [Value], shared: [Value], rate: Value) -> (change: Value, state: [Value])
}

extension ParameterRule {
  var shared: [String] { [] }

  func advanced(_ shared: [Value]) -> [Value] { [] }
}

extension Optimizer.Rule {
  var formula: any ParameterRule {
    switch self {
    case .adam(let rule): rule
    case .rmsProp(let rule): rule
    case .sgd(let rule): rule
    }
  }
}
