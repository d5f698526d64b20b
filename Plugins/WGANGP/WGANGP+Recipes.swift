import ArtGAN
import ArtNN

extension TrainingRecipe {
  /// Algorithm 1 of the paper with its defaults.
  static let wganGP = wganGP(learningRate: 1e-4, .constant, budget: .steps(10_000))

  /// The same as the paper has it for CIFAR-10: twice the rate, which goes down to 0 along a line in 100,000 steps.
  static let residualWGANGP = wganGP(
    learningRate: 2e-4, LearningRateSchedule(.linear(end: 0)), budget: .steps(100_000))

  private static func wganGP(
    learningRate: Double, _ schedule: LearningRateSchedule, budget: TrainingBudget
  ) -> TrainingRecipe {
    TrainingRecipe(
      updateRule: .alternating(discriminatorSteps: 5), loss: .wasserstein,
      generatorOptimizer: .adam(learningRate: learningRate, beta1: 0, beta2: 0.9),
      discriminatorOptimizer: .adam(learningRate: learningRate, beta1: 0, beta2: 0.9), schedule: schedule,
      gradientPenalty: GradientPenalty(.wganGP, weight: 10), batchSize: 64, budget: budget)
  }
}
