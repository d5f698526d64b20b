import ArtGraph
import ArtTensor

/// How a node is run.
enum NodeRole {
  /// Numbers that are there before the run.
  case leaf
  /// Another view of its operand's numbers; costs nothing.
  case alias
  /// Computed element by element over its own shape.
  case pointwise
  /// A reduction, computed while its operand is made.
  case reduction
  /// A kernel of its own.
  case opaque
}

extension Program {
  func role(_ id: Int) -> NodeRole { role(of: nodes[id]) }

  func role(of node: Node) -> NodeRole {
    switch node.operation {
    case is Random: .pointwise
    case is any Leaf: .leaf
    case is Reshape, is StopGradient: .alias
    case is Elementwise, is Broadcast, is Transpose, is Slice: .pointwise
    case is Reduce: .reduction
    default: .opaque
    }
  }

  /// The node whose numbers a node shows: itself, or what an alias stands for.
  func base(_ id: Int) -> Int {
    var id = id
    while case .alias = role(id) { id = nodes[id].inputs[0] }
    return id
  }

  /// The index space over which a pointwise node or a reduction is computed.
  func iterationShape(_ id: Int) -> Shape {
    nodes[id].operation is Reduce ? nodes[nodes[id].inputs[0]].shape : nodes[id].shape
  }

  /// Whether a node reads the operand `source` (a base) at the very place that it computes.
  func readsInPlace(_ id: Int, _ source: Int) -> Bool {
    let operation = nodes[id].operation
    guard operation is Elementwise || operation is Reduce else { return false }
    return nodes[source].shape == iterationShape(id)
  }

  /// The bases of a node's operands.
  func sources(_ id: Int) -> [Int] {
    nodes[id].inputs.map(base)
  }

  /// The nodes whose numbers must outlive the run: outputs, and new values of variables.
  var roots: Set<Int> {
    Set(outputs.values.map(base) + assignments.map { base($0.value) })
  }
}
