/// What one step measured, as it came out: anything may be infinite or no number.
public struct StepOutcome: Hashable, Sendable {
  private var values: [Float]
  /// The sum of the gradient penalties, and in how many updates there was one.
  private var penaltySum: Float = 0
  private var penaltyCount: Float = 0

  /// The parts of the generator's loss besides the adversarial one, without their weights; empty where there are none.
  public internal(set) var terms: [String: Float] = [:]

  init() {
    values = [Float](repeating: 0, count: StepOutput.allCases.count)
  }

  public var generatorLoss: Float { self[.generatorLoss] }
  /// The mean over the step's discriminator updates; likewise all that follow but the generator's.
  public var discriminatorLoss: Float { self[.discriminatorLoss] }
  public var realAccuracy: Float { self[.realAccuracy] }
  public var fakeAccuracy: Float { self[.fakeAccuracy] }
  public var realLogit: Float { self[.realLogit] }
  public var fakeLogit: Float { self[.fakeLogit] }
  public var generatorGradient: Float { self[.generatorGradient] }
  public var discriminatorGradient: Float { self[.discriminatorGradient] }

  /// The gradient penalty without its weight, the mean over the step's updates that had one; `nil` where none had.
  public var gradientPenalty: Float? { penaltyCount > 0 ? penaltySum / penaltyCount : nil }

  /// The first quantity that is not finite, in words.
  var notFinite: String? {
    if let words = StepOutput.allCases.first(where: { !self[$0].isFinite })?.words { return words }
    if let term = terms.filter({ !$0.value.isFinite }).keys.min() { return "the generator's loss '\(term)'" }
    return penaltySum.isFinite ? nil : StepOutput.gradientPenalty.words
  }

  mutating func add(_ outputs: [StepOutput], of executor: StepExecutor, share: Float) throws {
    for output in outputs {
      let value = try executor.scalar(output)
      values[output.rawValue] += share == 1 ? value : value * share
    }
  }

  /// Adds what an update of the discriminator measured.
  ///
  /// - Parameter share: its part of the means over the step.
  mutating func addDiscriminator(of executor: StepExecutor, share: Float) throws {
    try add(StepOutput.ofDiscriminator, of: executor, share: share)
    guard executor.isPenalized else { return }
    penaltySum += try executor.scalar(.gradientPenalty)
    penaltyCount += 1
  }

  private subscript(output: StepOutput) -> Float { values[output.rawValue] }
}
