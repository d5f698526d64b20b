import ArtEvaluation
import ArtGAN

extension StepMetrics {
  /// The measurements by the tags that TensorBoard shows them under.
  var scalars: [(tag: String, value: Float)] {
    var all: [(tag: String, value: Float)] = [
      ("loss/generator", generatorLoss), ("loss/discriminator", discriminatorLoss),
      ("accuracy/real", realAccuracy), ("accuracy/generated", fakeAccuracy), ("logit/real", realLogit),
      ("logit/generated", fakeLogit), ("gradient/generator", generatorGradient),
      ("gradient/discriminator", discriminatorGradient), ("learning_rate/generator", generatorLearningRate),
      ("learning_rate/discriminator", discriminatorLearningRate), ("epoch", Float(epoch)),
    ]
    if let lossRatio { all.append(("loss/ratio", lossRatio)) }
    if let gradientPenalty { all.append(("gradient/penalty", gradientPenalty)) }
    if let augmentProbability { all.append(("augment_probability", augmentProbability)) }
    return all
  }
}

extension EvaluationRecord {
  /// The metrics by the tags that TensorBoard shows them under, each beside the value of real images.
  var scalars: [(tag: String, value: Float)] {
    metrics.keys.sorted().flatMap { id in
      [("evaluation/\(id)", metrics[id]), ("evaluation/\(id)/real_images", baseline?[id])].compactMap { tag, value in
        value.map { (tag: tag, value: Float($0)) }
      }
    }
  }
}
