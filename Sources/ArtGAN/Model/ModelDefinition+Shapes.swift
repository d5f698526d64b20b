import ArtGraph
import ArtNN
public import ArtTensor

extension ModelDefinition {
  /// The names and shapes of all networks' weights, moving statistics included.
  ///
  /// - Throws: `LayerError` if a network cannot be built.
  public func weightShapes() throws -> [String: Shape] {
    let parameters = try networks.flatMap { try $0.parameters() }
    return Dictionary(parameters.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names and shapes of all variables of training: weights and what the optimisers remember.
  ///
  /// - Throws: `GraphError` or `LayerError` if the networks do not fit together.
  public func trainingShapes() throws -> [String: Shape] {
    let programs = try StepPrograms(self, noise: .drawn, device: nil)
    var shapes = try weightShapes()
    for program in programs.all {
      shapes.merge(program.variables) { known, _ in known }
    }
    return shapes
  }
}
