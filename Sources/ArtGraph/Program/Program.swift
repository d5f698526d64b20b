public import ArtTensor

/// A finished computation: what must be computed for the outputs and the assignments, and nothing else.
public struct Program: Sendable {
  /// Every node that is needed, operands first.
  package let nodes: [Node]

  /// Results that the caller reads after a run.
  package let outputs: [String: Int]

  /// Variables and their values after a run.
  package let assignments: [(variable: Int, value: Int)]

  init(nodes: [Node], outputs: [String: Int], assignments: [(variable: Int, value: Int)]) {
    self.nodes = nodes
    self.outputs = outputs
    self.assignments = assignments
  }

  /// - Throws: ``GraphError``, the first mistake met while the graph was written.
  public init(_ graph: Graph, outputs: [String: Value]) throws(GraphError) {
    if let failure = graph.failure { throw failure }
    let roots = outputs.values.map(\.id) + graph.assignments.flatMap { [$0.variable, $0.value] }

    var needed = [Bool](repeating: false, count: graph.nodes.count)
    for id in roots { needed[id] = true }
    for id in graph.nodes.indices.reversed() where needed[id] {
      for input in graph.nodes[id].inputs { needed[input] = true }
    }

    var renamed = [Int](repeating: -1, count: graph.nodes.count)
    var kept: [Node] = []
    for (id, node) in graph.nodes.enumerated() where needed[id] {
      renamed[id] = kept.count
      kept.append(
        Node(
          operation: node.operation, inputs: node.inputs.map { renamed[$0] }, shape: node.shape, scope: node.scope))
    }
    // A variable that is read out, or moved into another, must be read before it is written.
    func copied(_ id: Int) -> Int {
      var source = renamed[id]
      while kept[source].operation is Reshape || kept[source].operation is StopGradient {
        source = kept[source].inputs[0]
      }
      guard kept[source].operation is Variable else { return renamed[id] }
      let shape = kept[renamed[id]].shape
      kept.append(Node(operation: Broadcast(outputShape: shape), inputs: [renamed[id]], shape: shape, scope: "copy"))
      return kept.count - 1
    }
    self.outputs = outputs.mapValues { copied($0.id) }
    assignments = graph.assignments.map { (renamed[$0.variable], copied($0.value)) }
    nodes = kept
  }

  /// The names and shapes of the arrays to give at each run.
  public var inputs: [String: Shape] {
    var result: [String: Shape] = [:]
    for case let (input as Input, shape) in nodes.map({ ($0.operation, $0.shape) }) { result[input.inputName] = shape }
    return result
  }

  /// The names and shapes of the variables that a run reads or writes.
  public var variables: [String: Shape] {
    var result: [String: Shape] = [:]
    for case let (variable as Variable, shape) in nodes.map({ ($0.operation, $0.shape) }) {
      result[variable.variableName] = shape
    }
    return result
  }
}
