/// Equal values that a device computes faster than what was written.
///
/// It works while a graph is traced, not on the finished program, because gradients are taken of what it gives: the
/// backward pass is then that of the faster form. A pass over the program would have to find, and rewrite to the same
/// bits, the gradients of gradients as well.
public struct GraphRewriter: Sendable {
  /// The value that takes an operation's place; nil where the operation stays.
  package let rewritten: @Sendable (_ operation: any Operation, _ operands: [Value]) -> Value?

  package init(_ rewritten: @escaping @Sendable (_ operation: any Operation, _ operands: [Value]) -> Value?) {
    self.rewritten = rewritten
  }

  /// Leaves everything as it is.
  public static let none = GraphRewriter { _, _ in nil }
}
