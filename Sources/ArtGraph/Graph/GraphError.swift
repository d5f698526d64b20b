/// A mistake in a traced computation, found before anything runs.
public struct GraphError: Error, Hashable, Sendable {
  /// The operation that was refused: `matmul`.
  public var operation: String

  /// Where in the model it stands: `generator.layers.3 (Conv2D)`. Empty at the top level.
  public var scope: String

  /// What is wrong, with the shapes that do not fit.
  public var message: String

  public init(operation: String, scope: String, message: String) {
    self.operation = operation
    self.scope = scope
    self.message = message
  }
}

extension GraphError: CustomStringConvertible {
  public var description: String {
    scope.isEmpty ? "\(operation): \(message)" : "\(scope): \(operation): \(message)"
  }
}

/// Why an operation refuses its operands. The graph adds the operation's name and the scope.
package struct ShapeMismatch: Error {
  package var message: String

  package init(_ message: String) {
    self.message = message
  }
}
