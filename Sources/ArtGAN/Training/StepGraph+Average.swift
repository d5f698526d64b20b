import ArtGraph
import ArtNN
import ArtTensor

extension StepGraph {
  /// Leads the average of the generator towards its new weights, where the recipe keeps one.
  ///
  /// - Parameter updated: the new values of what the step changes, by full name.
  func keepAverage(_ updated: [String: Value]) throws {
    guard definition.recipe.average != nil else { return }
    let share = graph.input(StepInput.averageShare.rawValue, shape: .scalar)
    let parameters = try definition.generator.parameters()
    graph.scoped("average") {
      for parameter in parameters {
        let average = graph.variable(ModelDefinition.averageName(of: parameter.name), shape: parameter.shape)
        let weight = updated[parameter.name] ?? graph.variable(parameter.name, shape: parameter.shape)
        graph.assign(average, average + (weight - average) * share)
      }
    }
  }
}
