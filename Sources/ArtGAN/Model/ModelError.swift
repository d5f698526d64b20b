public import ArtTensor

/// Why a definition is no working model.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A network takes or gives another shape than the model needs. Shapes are without the batch.
  case shape(network: String, what: String, found: Shape, expected: Shape)
  /// A network cannot be built from its layers.
  case network(String, reason: String)
  /// A number of the definition or recipe lies outside of what is possible.
  case value(String, reason: String)

  public var description: String {
    switch self {
    case .shape(let network, let what, let found, let expected):
      "the \(network)'s \(what) has shape \(found), but the model needs \(expected)"
    case .network(let network, let reason):
      "the \(network) cannot be built: \(reason)"
    case .value(let name, let reason):
      "\(name): \(reason)"
    }
  }
}
