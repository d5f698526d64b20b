import ArtGraph
import ArtNN
import ArtTensor

extension StepGraph {
  /// The gradient penalty, without its weight.
  ///
  /// - Parameters:
  ///   - real: a batch of real images, as the discriminator sees them.
  ///   - fakes: as many generated ones, likewise.
  ///   - realLogits: the discriminator's answer to the real ones.
  /// - Returns: a scalar; `nil` where the recipe has no penalty.
  func gradientPenalty(real: Value, fakes: Value, realLogits: Value) throws -> Value? {
    guard let kind = definition.recipe.gradientPenalty?.kind else { return nil }
    return try graph.scoped("gradient penalty") {
      switch kind {
      case .r1:
        return r1Penalty(gradient: gradient(of: realLogits, at: real))
      case .wganGP:
        let share = graph.randomUniform(shape: [real.shape[0], 1, 1, 1], stream: graph.nextStream())
        let between = real + (fakes.stoppingGradient() - real) * share
        // Points between two classes count as of the real image's.
        // A context of its own, whose updates are dropped: images that are neither real nor generated leave no trace
        // in moving statistics.
        let context = NetworkContext(graph: graph, mode: .training)
        let logits = try definition.discriminator.apply(between, condition: realCondition(), context: context)
        return wganGPPenalty(gradient: gradient(of: logits, at: between))
      }
    }
  }

  /// The gradient of each image's logit, or of the mean of its map of logits, with respect to the image. The sum of the logits serves all at once.
  private func gradient(of logits: Value, at images: Value) -> Value {
    graph.gradients(of: imageLogits(logits).sum(), withRespectTo: [images])[0]
  }
}
