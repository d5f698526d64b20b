import ArtGraph
import ArtNN
import ArtTensor

extension StepGraph {
  /// The gradient penalty, without its weight.
  ///
  /// - Parameters:
  ///   - real: a batch of real pictures, as the discriminator sees them.
  ///   - fakes: as many generated ones, likewise.
  ///   - realLogits: the discriminator's answer to the real ones.
  /// - Returns: a scalar; `nil` where the recipe has no penalty.
  func slopePenalty(real: Value, fakes: Value, realLogits: Value) throws -> Value? {
    guard let kind = definition.recipe.gradientPenalty?.kind else { return nil }
    return try graph.scoped("gradient penalty") {
      switch kind {
      case .r1:
        return squaredSlopePenalty(slope: slope(of: realLogits, at: real))
      case .wganGP:
        let share = graph.randomUniform(shape: [real.shape[0], 1, 1, 1], stream: graph.nextStream())
        let between = real + (fakes.stoppingGradient() - real) * share
        // Points between two classes count as of the real picture's.
        // A context of its own, whose updates are dropped: pictures that are neither real nor generated leave no trace
        // in moving statistics.
        let context = NetworkContext(graph: graph, mode: .training)
        let logits = try definition.discriminator.apply(between, condition: realCondition(), context: context)
        return unitSlopePenalty(slope: slope(of: logits, at: between))
      }
    }
  }

  /// The gradient of each picture's logit with respect to the picture. The sum of the logits serves all at once.
  private func slope(of logits: Value, at pictures: Value) -> Value {
    graph.gradients(of: logits.sum(), withRespectTo: [pictures])[0]
  }
}
