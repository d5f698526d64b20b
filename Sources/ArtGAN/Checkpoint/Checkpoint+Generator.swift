import ArtGraph
import ArtNN

extension Checkpoint {
  /// The weights that pictures are made with: the generator's, and their average where there is one.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  func generatorWeights() throws -> VariableStore {
    let variables = VariableStore()
    for network in [definition.generator, definition.averagedGenerator].compactMap(\.self) {
      for name in try network.parameters().map(\.name) { variables[name] = tensors[name] }
    }
    return variables
  }
}
