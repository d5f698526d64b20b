package import ArtTensor

/// One primitive of the engine: its name, its shape rule and its gradient rule. How a processor computes it is the
/// executor's business.
package protocol Operation: Hashable, Sendable {
  /// The name in error messages and profiles.
  var name: String { get }

  /// The shape of the result for operands of these shapes.
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape

  /// The gradient of the loss with respect to each operand, written in graph operations, so that it can be
  /// differentiated again. `nil` where an operand has no gradient.
  func gradients(_ context: GradientContext) -> [Value?]

  /// Whether the gradient for an operand is made row by row: row i of it (along the first axis) from row i of the
  /// result's gradient alone. Then a factor for each row can wait until the end.
  func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool

  /// An equal, cheaper value for these operands, if there is one.
  func simplified(_ inputs: [Value]) -> Value?
}

extension Operation {
  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { false }
  package func simplified(_ inputs: [Value]) -> Value? { nil }
}

/// What a gradient rule may use.
package struct GradientContext {
  /// The gradient of the loss with respect to the operation's result.
  package let gradient: Value

  /// The operands.
  package let inputs: [Value]

  /// The operation's result.
  package let output: Value
}

/// One operation applied to earlier nodes.
package struct Node: Sendable {
  package let operation: any Operation
  package let inputs: [Int]
  package let shape: Shape
  package let scope: String
}
