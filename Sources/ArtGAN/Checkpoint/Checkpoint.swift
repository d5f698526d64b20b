public import ArtTensor

/// A model at one moment: its definition, its weights and, unless these were exported alone, everything that training
/// goes on from.
///
/// In a file it is one safetensors file that any safetensors library reads: tensors such as
/// `generator.layers.3.kernel`, definition and state as JSON in the metadata.
public struct Checkpoint: Hashable, Sendable {
  public var definition: ModelDefinition
  /// Where training stands; `nil` for weights alone.
  public var state: TrainingState?
  /// The weights of both networks and, with a state, all other variables of training: the optimisers' memory.
  public var tensors: [String: Tensor]

  /// - Throws: ``CheckpointError`` if the tensors are not those that the definition asks for.
  public init(definition: ModelDefinition, state: TrainingState?, tensors: [String: Tensor]) throws {
    self.definition = definition
    self.state = state
    self.tensors = tensors
    try validate()
  }

  /// The same model without the state of its training: a third of the size, for sampling and sharing.
  public func weightsOnly() throws -> Checkpoint {
    let names = try definition.weightShapes().keys
    return try Checkpoint(
      definition: definition, state: nil,
      tensors: tensors.filter { names.contains($0.key) })
  }
}
