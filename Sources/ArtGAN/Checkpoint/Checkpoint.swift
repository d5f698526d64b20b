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
  /// The weights of both networks and, with a state, all other variables of training: the optimisers' memory, the
  /// average of the generator's weights.
  public var tensors: [String: Tensor]

  /// - Throws: ``CheckpointError`` if the tensors are not those that the definition asks for.
  public init(definition: ModelDefinition, state: TrainingState?, tensors: [String: Tensor]) throws {
    self.definition = definition
    self.state = state
    self.tensors = tensors
    try validate()
  }

  /// The same model without the state of its training: a third of the size, for sampling and sharing. The generator's
  /// weights are the averaged ones where the recipe keeps an average: those that pictures come from.
  public func weightsOnly() throws -> Checkpoint {
    var weights: [String: Tensor] = [:]
    for name in try definition.weightShapes().keys {
      weights[name] = tensors[ModelDefinition.averageName(of: name)] ?? tensors[name]
    }
    return try Checkpoint(definition: definition, state: nil, tensors: weights)
  }
}
