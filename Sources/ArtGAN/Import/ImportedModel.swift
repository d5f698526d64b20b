public import ArtNN
public import ArtTensor

/// A model that another program trained, as far as its files tell.
public struct ImportedModel: Sendable {
  public var definition: ModelDefinition
  /// The weights that the files bring, by this program's names and in its shapes. A network of which they bring none begins
  /// at its first values.
  public var weights: [String: Tensor]

  public init(definition: ModelDefinition, weights: [String: Tensor]) {
    self.definition = definition
    self.weights = weights
  }

  /// The networks of which nothing was brought.
  ///
  /// - Throws: `LayerError` if a network cannot be built.
  public func missingNetworks() throws -> [Network] {
    try definition.networks.filter { try $0.parameters().allSatisfy { weights[$0.name] == nil } }
  }

  /// The model as a checkpoint of weights alone, from which images are made and training begins.
  ///
  /// - Parameter seed: Draws the first values of a network that was not brought, as a training of this seed would.
  /// - Throws: ``ModelError`` or ``CheckpointError`` where networks and weights do not fit.
  public func checkpoint(seed: UInt64) throws -> Checkpoint {
    try definition.validate()
    var tensors = weights
    let judges = Set(definition.discriminatorNetworks.map(\.name))
    for network in try missingNetworks() {
      let purpose: SeedPurpose = judges.contains(network.name) ? .discriminatorWeights : .generatorWeights
      for parameter in try network.parameters() {
        tensors[parameter.name] = parameter.initialTensor(key: purpose.key(of: seed))
      }
    }
    return try Checkpoint(definition: definition, state: nil, tensors: tensors)
  }
}
