public import ArtTensor

/// An array in a graph that is being written down: the result of one operation. It has a shape and no numbers yet.
public struct Value {
  public let graph: Graph
  package let id: Int
  public let shape: Shape

  package init(graph: Graph, id: Int, shape: Shape) {
    self.graph = graph
    self.id = id
    self.shape = shape
  }

  package var operation: any Operation { graph.nodes[id].operation }

  package var inputs: [Value] { graph.nodes[id].inputs.map(graph.value) }

  /// The part of the model that it belongs to.
  package var scope: String { graph.nodes[id].scope }

  package func applying(_ operation: some Operation) -> Value {
    graph.emit(operation, [self])
  }
}
