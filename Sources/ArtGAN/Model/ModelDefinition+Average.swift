import ArtGraph
import ArtNN

extension ModelDefinition {
  /// The name under which a weight's average is kept.
  static func averageName(of weight: String) -> String { "average.\(weight)" }

  /// The generator over its averaged weights: the same layers, which look for their parameters under the averages'
  /// names. `nil` where the recipe keeps no average.
  var averagedGenerator: Network? {
    guard recipe.average != nil else { return nil }
    var network = generator
    network.name = Self.averageName(of: generator.name)
    return network
  }

  /// The generator that pictures come from: over the averaged weights where they are there.
  func sampledGenerator(in variables: VariableStore) throws -> Network {
    guard let averagedGenerator,
      try averagedGenerator.parameters().allSatisfy({ variables.shape(of: $0.name) != nil })
    else { return generator }
    return averagedGenerator
  }

  /// Lets the averages begin at the weights that are there.
  func beginAverage(in variables: VariableStore) throws {
    guard recipe.average != nil else { return }
    for parameter in try generator.parameters() {
      variables[Self.averageName(of: parameter.name)] = variables[parameter.name]
    }
  }
}
