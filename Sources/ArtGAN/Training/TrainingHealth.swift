import Foundation

/// Signs that a training is not going well, seen in what its steps measure and in evaluations of its images.
public struct TrainingHealth {
  /// What can be wrong.
  public enum Sign: String, CaseIterable, Codable, Hashable, Sendable {
    case discriminatorTellsAll, discriminatorTellsNothing, discriminatorFarAhead, generatorFarAhead, gradientsExplode,
      gradientsVanish, imagesAlike, saturated

    /// What only images tell.
    public static let ofImages = [imagesAlike, saturated]
  }

  /// The signs that are there, each with the step since which it is.
  public private(set) var since: [Sign: Int] = [:]

  // Means over about the last hundred steps.
  private var accuracy: (real: Double, fake: Double) = (0.5, 0.5)
  private var gradients: (generator: Double, discriminator: Double) = (0, 0)
  /// Of logarithms: a few steps that are much larger than the others do not hide that these are small.
  private var logarithms: (ratio: Double, generator: Double) = (0, 0)
  /// The gradients' means when the first steps were over.
  private var usual: (generator: Double, discriminator: Double, logarithm: Double)?
  private var seen = 0
  /// The greatest variety of images so far.
  private var variety = 0.0
  private let totalSteps: Int
  private let loss: AdversarialLoss

  private static let memory = 100

  /// - Parameters:
  ///   - totalSteps: the length of the training.
  ///   - loss: what the networks minimise. It is a critic's work to tell all images apart, so that is no sign there.
  public init(totalSteps: Int, loss: AdversarialLoss) {
    self.totalSteps = totalSteps
    self.loss = loss
  }

  /// Takes in a step.
  ///
  /// - Returns: the signs that begin with it.
  public mutating func add(_ metrics: StepMetrics) -> [Sign] {
    seen += 1
    let weight = max(1 / Double(Self.memory), 1 / Double(seen))
    accuracy.real += (Double(metrics.realAccuracy) - accuracy.real) * weight
    accuracy.fake += (Double(metrics.fakeAccuracy) - accuracy.fake) * weight
    gradients.generator += (Double(metrics.generatorGradient) - gradients.generator) * weight
    gradients.discriminator += (Double(metrics.discriminatorGradient) - gradients.discriminator) * weight
    logarithms.generator += (Self.logarithm(metrics.generatorGradient) - logarithms.generator) * weight
    if let ratio = metrics.lossRatio { logarithms.ratio += (Self.logarithm(ratio) - logarithms.ratio) * weight }
    guard seen >= Self.memory else { return [] }
    guard let usual else {
      usual = (gradients.generator, gradients.discriminator, logarithms.generator)
      return []
    }
    // Signs end later than they begin, so that none comes and goes with every step.
    let tells = min(accuracy.real, accuracy.fake)
    let growth = max(
      gradients.generator / max(usual.generator, 1e-12), gradients.discriminator / max(usual.discriminator, 1e-12))
    // Beside those of the start, or so small that no training learns from them.
    let (left, size) = (exp(logarithms.generator - usual.logarithm), exp(logarithms.generator))
    let ratio = exp(logarithms.ratio)
    return [
      turn(.discriminatorTellsAll, metrics.step, on: !loss.isCritic && tells > 0.99, off: tells < 0.97),
      turn(.discriminatorTellsNothing, metrics.step, on: accuracy.fake < 0.02, off: accuracy.fake > 0.1),
      turn(.discriminatorFarAhead, metrics.step, on: ratio < 0.01, off: ratio > 0.03),
      turn(.generatorFarAhead, metrics.step, on: ratio > 100, off: ratio < 30),
      turn(.gradientsExplode, metrics.step, on: growth > 100, off: growth < 50),
      turn(.gradientsVanish, metrics.step, on: left < 1e-3 || size < 1e-6, off: left > 3e-3 && size > 1e-5),
    ].compactMap(\.self)
  }

  /// Takes in an evaluation. At first they are all alike in every training; it is a sign if they become alike
  /// again, or still are when half of the training is over.
  ///
  /// - Returns: the signs that begin with it.
  public mutating func add(_ evaluation: TrainingEvaluation) -> [Sign] {
    variety = max(variety, evaluation.variety)
    let hasCollapsed = evaluation.variety < min(0.5, 0.6 * variety)
    let neverGrew = evaluation.variety < 0.3 && 2 * evaluation.step > totalSteps
    let isVaried = evaluation.variety > max(0.35, min(0.6, 0.8 * variety))
    return [
      turn(
        .imagesAlike, evaluation.step, on: hasCollapsed || neverGrew, off: isVaried),
      turn(.saturated, evaluation.step, on: evaluation.saturation > 0.25, off: evaluation.saturation < 0.2),
    ].compactMap(\.self)
  }

  /// Of a number that is not below zero; zero counts as a very small one.
  private static func logarithm(_ number: Float) -> Double { log(max(Double(number), 1e-12)) }

  private mutating func turn(_ sign: Sign, _ step: Int, on: Bool, off: Bool) -> Sign? {
    if since[sign] != nil {
      if off { since[sign] = nil }
      return nil
    }
    guard on else { return nil }
    since[sign] = step
    return sign
  }
}
