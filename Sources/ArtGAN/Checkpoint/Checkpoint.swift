import ArtGraph
import ArtNN
import ArtSettings
public import ArtTensor

/// A model at one moment: its definition, its weights and, unless these were exported alone, everything that training
/// is resumed from.
///
/// In a file it is one safetensors file that any safetensors library reads: tensors such as
/// `generator.layers.3.kernel`, definition and state as JSON in the metadata.
public struct Checkpoint: Hashable, Sendable {
  public var definition: ModelDefinition
  /// Where training stands; `nil` for weights alone.
  public var state: TrainingState?
  /// The weights of both networks and, with a state, all other variables of training: the optimisers' memory, the
  /// EMA of the generator's weights.
  public var tensors: [String: Tensor]

  /// - Throws: ``CheckpointError`` if the tensors are not those that the definition asks for.
  public init(definition: ModelDefinition, state: TrainingState?, tensors: [String: Tensor]) throws {
    self.definition = definition
    self.state = state
    self.tensors = tensors
    try validate()
  }

  /// The same model without the state of its training: a third of the size, for sampling and sharing. The generator's
  /// weights are the averaged ones where the recipe keeps an average: those that images come from.
  public func weightsOnly() throws -> Checkpoint {
    var weights: [String: Tensor] = [:]
    for name in try definition.weightShapes().keys {
      weights[name] = tensors[ModelDefinition.emaName(of: name)] ?? tensors[name]
    }
    return try Checkpoint(definition: definition, state: nil, tensors: weights)
  }
}

extension Checkpoint {
  /// Checks that the state is possible and that the tensors are exactly those of the definition, each in its shape and made of finite numbers.
  func validate() throws {
    do throws(UnreadableField) {
      try state?.validate(for: definition.recipe)
    } catch {
      throw CheckpointError.state(error)
    }
    let expected = try state == nil ? definition.weightShapes() : definition.trainingShapes()
    for (name, shape) in expected.sorted(by: { $0.key < $1.key }) {
      guard let tensor = tensors[name] else { throw CheckpointError.missingTensor(name) }
      guard tensor.shape == shape else {
        throw CheckpointError.wrongShape(name, found: tensor.shape, expected: shape)
      }
      guard tensor.isFinite else { throw CheckpointError.notFinite(name) }
    }
    if let extra = tensors.keys.filter({ expected[$0] == nil }).min() {
      throw CheckpointError.unexpectedTensor(extra)
    }
  }

  /// The weights that images are made with: the generator's, and their average where there is one.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  func generatorWeights(on device: any Device) throws -> VariableStore {
    let variables = device.makeVariables()
    for network in [definition.generator, definition.emaGenerator].compactMap(\.self) {
      for name in try network.parameters().map(\.name) { variables[name] = tensors[name] }
    }
    return variables
  }

  /// The weights of both networks, in inference's form: the generator's are averaged ones where the recipe keeps an average.
  ///
  /// - Throws: `LayerError` if a network cannot be built.
  func networkWeights(on device: any Device) throws -> VariableStore {
    let variables = device.makeVariables()
    for (name, tensor) in try weightsOnly().tensors { variables[name] = tensor }
    return variables
  }
}
