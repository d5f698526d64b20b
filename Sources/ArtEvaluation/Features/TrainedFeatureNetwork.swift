import ArtNN
public import ArtTensor

/// A feature network with its weights.
public struct TrainedFeatureNetwork: Hashable, Sendable {
  public var definition: FeatureNetwork
  /// The network's parameters, moving statistics included.
  public var tensors: [String: Tensor]

  /// Takes the tensors that the network needs; others are left out.
  ///
  /// - Throws: ``FeatureNetworkError`` if the definition makes no network or tensors are missing or do not fit.
  public init(definition: FeatureNetwork, tensors: [String: Tensor]) throws(FeatureNetworkError) {
    try definition.validate()
    self.definition = definition
    self.tensors = [:]
    // A valid definition can list its parameters.
    for spec in (try? definition.network.parameters()) ?? [] {
      guard let tensor = tensors[spec.name] else { throw .missingTensor(spec.name) }
      guard tensor.shape == spec.shape else {
        throw .wrongShape(spec.name, found: tensor.shape, expected: spec.shape)
      }
      guard tensor.scalars.allSatisfy(\.isFinite) else { throw .notFinite(spec.name) }
      self.tensors[spec.name] = tensor
    }
  }
}
