/// What one step measured, as it came out: anything may be infinite or no number.
public struct StepOutcome: Hashable, Sendable {
  private var values: [Float]

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

  /// The first quantity that is not finite, in words.
  var notFinite: String? {
    StepOutput.allCases.first { !self[$0].isFinite }?.words
  }

  mutating func add(_ outputs: [StepOutput], of executor: StepExecutor, share: Float) throws {
    for output in outputs {
      let value = try executor.scalar(output)
      values[output.rawValue] += share == 1 ? value : value * share
    }
  }

  private subscript(output: StepOutput) -> Float { values[output.rawValue] }
}
