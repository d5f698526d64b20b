public import ArtGraph
import ArtTensor

/// Compares gradients with central differences, everything in double precision.
public enum GradientCheck {
  /// The largest difference between the graph's gradients of a function and central differences, relative to the
  /// largest gradient.
  ///
  /// The function's result is made a single number by a sum with fixed random weights.
  public static func firstOrder(
    _ arguments: [ReferenceArray], _ function: ([Value]) -> Value
  ) throws -> Double {
    let graph = Graph()
    let operands = self.operands(graph, arguments)
    let loss = projected(function(operands))
    return try difference(
      loss: loss, gradients: graph.gradients(of: loss, withRespectTo: operands), arguments: arguments)
  }

  /// The same for the squared norm of the function's gradient, as a gradient penalty has it (WGAN-GP, R1).
  ///
  /// The function's result is squared before the sum, so that linear functions, too, have second derivatives.
  public static func secondOrder(
    _ arguments: [ReferenceArray], _ function: ([Value]) -> Value
  ) throws -> Double {
    let graph = Graph()
    let operands = self.operands(graph, arguments)
    let gradients = graph.gradients(of: projected(function(operands).square()), withRespectTo: operands)
    let loss = gradients.map { $0.square().sum() }.reduce(graph.constant(0), +)
    return try difference(
      loss: loss, gradients: graph.gradients(of: loss, withRespectTo: operands), arguments: arguments)
  }

  /// The largest difference between gradients given for the inputs "x0", "x1", … and central differences of the loss.
  public static func difference(
    loss: Value, gradients: [Value], arguments: [ReferenceArray]
  ) throws -> Double {
    let exact = try executor(arguments).evaluate(gradients)
    let largest = exact.reduce(1e-3) { max($0, $1.largestMagnitude) }
    var worst = 0.0
    for (position, argument) in arguments.enumerated() {
      guard exact[position].shape == argument.shape else {
        throw ReferenceError("the gradient of x\(position) \(argument.shape) has shape \(exact[position].shape)")
      }
      for direction in directions(argument, position) {
        let slope = zip(exact[position].numbers, direction).reduce(0) { $0 + $1.0 * $1.1 }
        let numeric = try derivative(loss, arguments, position, direction)
        let relative = abs(slope - numeric) / largest
        guard relative.isFinite else { return .infinity }
        worst = max(worst, relative)
      }
    }
    return worst
  }

  /// The function's inputs in the graph: "x0", "x1", …
  public static func operands(_ graph: Graph, _ arguments: [ReferenceArray]) -> [Value] {
    arguments.enumerated().map { graph.input("x\($0)", shape: $1.shape) }
  }

  /// A single number in which every element of the value has its own weight.
  public static func projected(_ value: Value) -> Value {
    let weights = RepeatableNumbers("projection").tensor(value.shape, low: -1, high: 1)
    return (value * value.graph.constant(weights)).sum()
  }

  private static func executor(_ arguments: [ReferenceArray]) -> ReferenceExecutor {
    ReferenceExecutor(
      inputs: Dictionary(uniqueKeysWithValues: arguments.enumerated().map { ("x\($0)", $1) }))
  }

  /// Each element by itself for small arrays; eight random directions for large ones.
  private static func directions(_ argument: ReferenceArray, _ position: Int) -> [[Double]] {
    let count = argument.numbers.count
    if count <= 48 {
      return (0..<count).map { element in (0..<count).map { $0 == element ? 1 : 0 } }
    }
    return (0..<8).map { number in
      let numbers = RepeatableNumbers("direction \(position) \(number)")
      return (0..<count).map { numbers[$0] * 2 - 1 }
    }
  }

  /// The derivative along a direction by the five-point formula, whose error is of the fourth order in the step.
  private static func derivative(
    _ loss: Value, _ arguments: [ReferenceArray], _ position: Int, _ direction: [Double]
  ) throws -> Double {
    let step = 1e-4
    func value(_ steps: Double) throws -> Double {
      var moved = arguments
      for element in direction.indices { moved[position].numbers[element] += steps * step * direction[element] }
      return try executor(moved).evaluate([loss])[0].numbers[0]
    }
    return try (value(-2) - 8 * value(-1) + 8 * value(1) - value(2)) / (12 * step)
  }
}
