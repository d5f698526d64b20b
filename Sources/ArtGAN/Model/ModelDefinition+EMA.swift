import ArtGraph
import ArtNN

extension ModelDefinition {
  /// The name under which a weight's average is kept.
  static func emaName(of weight: String) -> String { "ema.\(weight)" }

  /// The generator over its averaged weights: the same layers, which look for their parameters under the averages'
  /// names. `nil` where the recipe keeps no average.
  var emaGenerator: Network? {
    guard recipe.ema != nil else { return nil }
    var network = generator
    network.name = Self.emaName(of: generator.name)
    return network
  }

  /// The generator that images come from: over the averaged weights where they are there.
  func sampledGenerator(in variables: VariableStore) throws -> Network {
    guard let emaGenerator,
      try emaGenerator.parameters().allSatisfy({ variables.shape(of: $0.name) != nil })
    else { return generator }
    return emaGenerator
  }

  /// Lets the averages begin at the weights that are there.
  func beginEMA(in variables: VariableStore) throws {
    guard recipe.ema != nil else { return }
    for parameter in try generator.parameters() {
      variables[Self.emaName(of: parameter.name)] = variables[parameter.name]
    }
  }
}
