public import ArtTensor

/// A computation while it is written down: float32 arrays of fixed shape, named variables that live from run to run,
/// and the assignments that end a step.
///
/// Equal operations on equal operands are one node, so common work is computed once. Operations do not throw: the first
/// mistake is kept in ``failure`` and thrown when the graph is compiled to a ``Program``.
public final class Graph {
  package private(set) var nodes: [Node] = []
  package private(set) var assignments: [(variable: Int, value: Int)] = []

  /// The first mistake met while tracing.
  public private(set) var failure: GraphError?

  private var known: [NodeKey: Int] = [:]
  private var variables: [String: Int] = [:]
  private var inputs: [String: Int] = [:]
  private var scopes: [String] = []
  private var streams = 0

  private let rewriter: GraphRewriter

  /// - Parameter device: where the program will run; the graph is adapted to it while it is traced. Without one it is
  ///   left as it is written, and runs anywhere.
  public init(for device: (any Device)? = nil) { rewriter = device?.rewriter ?? .none }

  /// An array that is given anew at each run.
  public func input(_ name: String, shape: Shape) -> Value {
    leaf(name, Input(inputName: name, inputShape: shape), among: &inputs)
  }

  /// An array that lives in a ``VariableStore`` from run to run: a parameter, a moving average, an optimiser's state.
  public func variable(_ name: String, shape: Shape) -> Value {
    leaf(name, Variable(variableName: name, variableShape: shape), among: &variables)
  }

  public func constant(_ value: Float) -> Value {
    emit(Constant(tensor: Tensor(value)), [])
  }

  public func constant(_ tensor: Tensor) -> Value {
    emit(Constant(tensor: tensor), [])
  }

  /// Numbers spread evenly over `low ..< high`, made from (seed, step, `stream`) of the run.
  public func randomUniform(shape: Shape, low: Float = 0, high: Float = 1, stream: Int) -> Value {
    emit(Random(distribution: .uniform(low: low, high: high), outputShape: shape, stream: stream), [])
  }

  /// Numbers of the standard normal distribution, made from (seed, step, `stream`) of the run.
  public func randomNormal(shape: Shape, stream: Int) -> Value {
    emit(Random(distribution: .normal, outputShape: shape, stream: stream), [])
  }

  /// `value` with some probability and 0 otherwise, made from (seed, step, `stream`) of the run. Probabilities are whole
  /// multiples of 2⁻¹⁶; the nearest one counts.
  public func randomMask(shape: Shape, probability: Double, value: Float = 1, stream: Int) -> Value {
    let ones = Int((min(max(probability, 0), 1) * 65536).rounded())
    return emit(Random(distribution: .mask(ones: ones, value: value), outputShape: shape, stream: stream), [])
  }

  /// A stream of random numbers that no one else in this graph uses.
  public func nextStream() -> Int {
    defer { streams += 1 }
    return streams
  }

  /// Sets a variable at the end of each run. Everything in the run reads the value from before it.
  public func assign(_ variable: Value, _ value: Value) {
    guard nodes[variable.id].operation is Variable else {
      return fail("assign", "the target is no variable")
    }
    guard variable.shape == value.shape else {
      return fail("assign", "the variable has shape \(variable.shape), the value \(value.shape)")
    }
    guard !assignments.contains(where: { $0.variable == variable.id }) else {
      return fail("assign", "the variable is assigned twice")
    }
    assignments.append((variable.id, value.id))
  }

  /// Names a part of the model in error messages and profiles.
  public func scoped<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    scopes.append(name)
    defer { scopes.removeLast() }
    return try body()
  }

  /// Adds an operation, or finds the equal one that is there.
  package func emit(_ operation: some Operation, _ operands: [Value]) -> Value {
    if let value = operation.simplified(operands) ?? rewriter.rewritten(operation, operands) { return value }
    let key = NodeKey(operation: AnyHashable(operation), inputs: operands.map(\.id))
    if let id = known[key] { return Value(graph: self, id: id, shape: nodes[id].shape) }
    do throws(ShapeMismatch) {
      let shape = try operation.shape(of: operands.map(\.shape))
      known[key] = nodes.count
      return append(operation, key.inputs, shape)
    } catch {
      fail(operation.name, error.message)
      return operands.first ?? append(Constant(tensor: Tensor(0)), [], .scalar)
    }
  }

  /// An operation on operands that is there already.
  func existing(_ operation: some Operation, _ operands: [Value]) -> Value? {
    known[NodeKey(operation: AnyHashable(operation), inputs: operands.map(\.id))].map(value)
  }

  /// Keeps the first mistake; later ones follow from it.
  package func fail(_ operation: String, _ message: String) {
    guard failure == nil else { return }
    failure = GraphError(operation: operation, scope: scopes.last ?? "", message: message)
  }

  private func append(_ operation: some Operation, _ inputs: [Int], _ shape: Shape) -> Value {
    nodes.append(Node(operation: operation, inputs: inputs, shape: shape, scope: scopes.last ?? ""))
    return Value(graph: self, id: nodes.count - 1, shape: shape)
  }

  private func leaf(_ name: String, _ operation: some Leaf, among names: inout [String: Int]) -> Value {
    if let id = names[name] {
      if nodes[id].shape != operation.leafShape {
        fail(operation.name, "'\(name)' has shape \(nodes[id].shape), and is asked for as \(operation.leafShape)")
      }
      return Value(graph: self, id: id, shape: nodes[id].shape)
    }
    let value = append(operation, [], operation.leafShape)
    names[name] = value.id
    return value
  }
}

/// What makes two nodes the same computation.
private struct NodeKey: Hashable {
  let operation: AnyHashable
  let inputs: [Int]
}
