import ArtGraph
import ArtNN
import ArtTensor

extension StepGraph {
  /// Leads the average of the generator towards its new weights, where the recipe keeps one.
  ///
  /// - Parameter updated: the new values of what the step changes, by full name.
  func updateEMA(_ updated: [String: Value]) throws {
    guard definition.recipe.ema != nil else { return }
    let share = graph.input(StepInput.emaShare.rawValue, shape: .scalar)
    let parameters = try definition.generator.parameters()
    graph.scoped("ema") {
      for parameter in parameters {
        let average = graph.variable(ModelDefinition.emaName(of: parameter.name), shape: parameter.shape)
        let weight = updated[parameter.name] ?? graph.variable(parameter.name, shape: parameter.shape)
        graph.assign(average, average + (weight - average) * share)
      }
    }
  }
}
