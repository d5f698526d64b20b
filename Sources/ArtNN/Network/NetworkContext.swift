public import ArtGraph

/// Where and how networks are applied: the graph, training or inference, and the new moving statistics that come of it.
///
/// Applying networks only proposes updates. ``assignUpdates()`` makes them part of the step; without it the moving
/// statistics stay. A network that is applied twice in one context updates them twice, one update upon the other.
public final class NetworkContext {
  public enum Mode: Hashable, Sendable {
    /// Batch statistics, dropout at work.
    case training
    /// Moving statistics, no dropout.
    case inference
  }

  public let graph: Graph
  public let mode: Mode

  /// The proposed values, by the full name of the parameter.
  var pending: [String: Value] = [:]

  public init(graph: Graph, mode: Mode) {
    self.graph = graph
    self.mode = mode
  }

  /// The proposed new values of parameters that are not trainable, by name.
  public var updates: [String: Value] { pending }

  /// Makes the updates so far part of the step. To be called once, behind all applications.
  public func assignUpdates() {
    for (name, value) in pending.sorted(by: { $0.key < $1.key }) {
      graph.assign(graph.variable(name, shape: value.shape), value)
    }
  }
}
