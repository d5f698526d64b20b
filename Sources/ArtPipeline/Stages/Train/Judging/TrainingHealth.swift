import ArtGAN
import Foundation

/// Signs that a training is not going well, seen in what its steps measure and in looks at its pictures, told in plain
/// words when they begin.
struct TrainingHealth {
  /// What can be wrong.
  enum Sign: String, CaseIterable, Hashable {
    case discriminatorTellsAll, discriminatorTellsNothing, discriminatorFarAhead, generatorFarAhead, gradientsExplode,
      gradientsVanish, picturesAlike, saturated

    /// What is seen, to stand behind `since step 1,800`.
    var words: String {
      switch self {
      case .discriminatorTellsAll: "the discriminator tells nearly all generated pictures from real ones"
      case .discriminatorTellsNothing: "the discriminator takes nearly all generated pictures for real"
      case .discriminatorFarAhead: "the discriminator's loss is less than a hundredth of the generator's"
      case .generatorFarAhead: "the generator's loss is less than a hundredth of the discriminator's"
      case .gradientsExplode: "gradients are a hundred times larger than at the start"
      case .gradientsVanish: "the generator's gradient has all but vanished"
      case .picturesAlike: "most samples look alike"
      case .saturated: "many more pixels are fully black or white than in real pictures"
      }
    }

    /// What often helps.
    var advice: String {
      switch self {
      case .discriminatorTellsAll:
        "the generator learns little from it: a lower learning rate for the discriminator, or more dropout in it, often "
          + "helps"
      case .discriminatorTellsNothing:
        "the generator learns nothing from it: a higher learning rate or more channels for the discriminator often help"
      case .discriminatorFarAhead:
        "it is too strong for the generator: a lower learning rate for the discriminator, or more dropout in it, often "
          + "helps"
      case .generatorFarAhead:
        "the discriminator no longer keeps up: a higher learning rate or more channels for the discriminator often help"
      case .gradientsExplode: "a lower learning rate or gradient clipping often helps"
      case .gradientsVanish: "a lower learning rate for the discriminator, or another loss, often helps"
      case .picturesAlike: "a lower learning rate, or more dropout in the discriminator, often helps"
      case .saturated: "a lower learning rate for the generator often helps"
      }
    }
  }

  /// The signs that are there, each with the step since which it is.
  private(set) var since: [Sign: Int] = [:]

  // Means over about the last hundred steps.
  private var accuracy: (real: Double, fake: Double) = (0.5, 0.5)
  private var gradients: (generator: Double, discriminator: Double) = (0, 0)
  /// Of logarithms: a few steps that are much larger than the others do not hide that these are small.
  private var logarithms: (ratio: Double, generator: Double) = (0, 0)
  /// The gradients' means when the first steps were over.
  private var usual: (generator: Double, discriminator: Double, logarithm: Double)?
  private var seen = 0
  /// The greatest variety of pictures so far.
  private var variety = 0.0
  private let totalSteps: Int
  private let loss: AdversarialLoss

  private static let memory = 100

  /// - Parameters:
  ///   - totalSteps: the length of the training.
  ///   - loss: what the networks play for. It is a Wasserstein critic's work to tell all pictures apart, so that is no sign
  ///     there.
  init(totalSteps: Int, loss: AdversarialLoss) {
    self.totalSteps = totalSteps
    self.loss = loss
  }

  /// Takes in a step.
  ///
  /// - Returns: the signs that begin with it.
  mutating func add(_ metrics: StepMetrics) -> [Sign] {
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
    // Beside those of the start, or so small that nothing can be learnt from them in any training.
    let (left, size) = (exp(logarithms.generator - usual.logarithm), exp(logarithms.generator))
    let ratio = exp(logarithms.ratio)
    return [
      turn(.discriminatorTellsAll, metrics.step, on: loss != .wasserstein && tells > 0.99, off: tells < 0.97),
      turn(.discriminatorTellsNothing, metrics.step, on: accuracy.fake < 0.02, off: accuracy.fake > 0.1),
      turn(.discriminatorFarAhead, metrics.step, on: ratio < 0.01, off: ratio > 0.03),
      turn(.generatorFarAhead, metrics.step, on: ratio > 100, off: ratio < 30),
      turn(.gradientsExplode, metrics.step, on: growth > 100, off: growth < 50),
      turn(.gradientsVanish, metrics.step, on: left < 1e-3 || size < 1e-6, off: left > 3e-3 && size > 1e-5),
    ].compactMap(\.self)
  }

  /// Takes in a look at the pictures. At first they are all alike in every training; it is a sign if they become alike
  /// again, or still are when half of the training is over.
  ///
  /// - Returns: the signs that begin with it.
  mutating func add(_ judged: JudgedStep) -> [Sign] {
    variety = max(variety, judged.variety)
    let hasCollapsed = judged.variety < min(0.5, 0.6 * variety)
    let neverGrew = judged.variety < 0.3 && 2 * judged.step > totalSteps
    return [
      turn(.picturesAlike, judged.step, on: hasCollapsed || neverGrew, off: judged.variety > min(0.6, 0.8 * variety)),
      turn(.saturated, judged.step, on: judged.saturation > 0.25, off: judged.saturation < 0.2),
    ].compactMap(\.self)
  }

  /// The signs that are there, in words: `since step 1,800 most samples look alike`.
  var summary: [String] {
    Sign.allCases.compactMap { sign in since[sign].map { "since step \(Counted.text($0)) \(sign.words)" } }
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
