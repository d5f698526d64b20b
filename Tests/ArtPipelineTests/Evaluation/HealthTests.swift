import ArtEvaluation
import ArtGAN
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// Signs that a training is not going well.
struct HealthTests {
  private func metrics(
    _ step: Int, real: Float = 0.7, fake: Float = 0.7, generator: Float = 1, discriminator: Float = 1,
    ratio: Float? = 2
  ) throws -> StepMetrics {
    let json = """
      {"step": \(step), "epoch": 0, "images": 0, "generatorLoss": 1, "discriminatorLoss": 1,
        \(ratio.map { "\"lossRatio\": \($0), " } ?? "")"realAccuracy": \(real),
        "fakeAccuracy": \(fake), "realLogit": 0, "fakeLogit": 0, "generatorGradient": \(generator),
        "discriminatorGradient": \(discriminator), "generatorLearningRate": 1, "discriminatorLearningRate": 1}
      """
    return try JSONDecoder().decode(StepMetrics.self, from: Data(json.utf8))
  }

  /// What steps measure from step 301 on.
  struct Case: CustomTestStringConvertible {
    let sign: TrainingHealth.Sign
    var real: Float = 0.7
    var fake: Float = 0.7
    var generator: Float = 1
    var discriminator: Float = 1
    var ratio: Float? = 2

    var testDescription: String { "\(sign) \(real) \(fake) \(generator) \(discriminator) \(ratio ?? 0)" }
  }

  @Test(arguments: [
    Case(sign: .discriminatorTellsAll, real: 1, fake: 1), Case(sign: .discriminatorTellsNothing, real: 1, fake: 0),
    Case(sign: .gradientsExplode, generator: 3000), Case(sign: .gradientsExplode, discriminator: 3000),
    // None at all; still well above what rounding leaves, but far below those of the start.
    Case(sign: .gradientsVanish, generator: 0), Case(sign: .gradientsVanish, generator: 4e-6),
    Case(sign: .discriminatorFarAhead, ratio: 0.002), Case(sign: .generatorFarAhead, ratio: 500),
  ])
  func signsBeginOnceAndEnd(test: Case) throws {
    var health = TrainingHealth(totalSteps: 4000, loss: .nonSaturating)
    for step in 1...300 { #expect(try health.add(metrics(step)).isEmpty) }
    var begun: [Int] = []
    for step in 301...2300 {
      let bad = try metrics(
        step, real: test.real, fake: test.fake, generator: test.generator, discriminator: test.discriminator,
        ratio: test.ratio)
      for found in health.add(bad) {
        #expect(found == test.sign)
        begun.append(step)
      }
    }
    #expect(begun.count == 1)
    let since = try #require(health.since[test.sign])
    #expect(since == begun[0] && since > 301)
    #expect(health.summary == ["since step \(Counted.text(since)) \(test.sign.words)"])
    for step in 2301...3500 { #expect(try health.add(metrics(step)).isEmpty) }
    #expect(health.summary.isEmpty)
  }

  /// What is a sign with one loss can be as it should be with another.
  @Test(arguments: [
    (AdversarialLoss.wasserstein, Float(1), Float?.none, false), (.nonSaturating, 1, 2, true), (.hinge, 1, nil, true),
    (.hinge, 0.8, nil, false), (.saturating, 0.8, nil, false),
  ])
  func lossesDiffer(loss: AdversarialLoss, accuracy: Float, ratio: Float?, isSign: Bool) throws {
    var health = TrainingHealth(totalSteps: 4000, loss: loss)
    for step in 1...1000 { _ = try health.add(metrics(step, real: accuracy, fake: accuracy, ratio: ratio)) }
    #expect(Array(health.since.keys) == (isSign ? [.discriminatorTellsAll] : []))
  }

  /// A few wild steps are no sign.
  @Test func singleStepsAreNoSigns() throws {
    var health = TrainingHealth(totalSteps: 4000, loss: .nonSaturating)
    for step in 1...2000 {
      let isWild = step % 100 == 50
      let found = try health.add(
        metrics(
          step, real: isWild ? 1 : 0.8, fake: isWild ? 1 : 0.6, generator: isWild ? 500 : 1, ratio: isWild ? 1e-6 : 1))
      #expect(found.isEmpty)
    }
  }

  @Test func imagesThatLookAlikeAreSeen() {
    var health = TrainingHealth(totalSteps: 4000, loss: .nonSaturating)
    func evaluate(_ step: Int, _ variety: Double, _ saturation: Double = 0) -> [TrainingHealth.Sign] {
      health.add(TrainingEvaluation(step: step, score: 0, variety: variety, saturation: saturation))
    }
    // At first all samples are alike, and grow apart.
    #expect(evaluate(100, 0.1).isEmpty)
    #expect(evaluate(500, 0.25).isEmpty)
    #expect(evaluate(1000, 0.9).isEmpty)
    #expect(evaluate(1800, 0.3) == [.imagesAlike])
    #expect(evaluate(1900, 0.55, 0.4) == [.saturated])
    #expect(
      health.summary == [
        "since step 1,800 most samples look alike",
        "since step 1,900 many more pixels are fully black or white than in real images",
      ])
    #expect(evaluate(2000, 0.7).isEmpty)
    #expect(health.summary.isEmpty)

    var slow = TrainingHealth(totalSteps: 4000, loss: .nonSaturating)
    #expect(slow.add(TrainingEvaluation(step: 1999, score: 0, variety: 0.2)).isEmpty)
    #expect(slow.add(TrainingEvaluation(step: 2001, score: 0, variety: 0.2)) == [.imagesAlike])
    // It stays told once, until they have grown.
    for step in 2002...2010 { #expect(slow.add(TrainingEvaluation(step: step, score: 0, variety: 0.25)).isEmpty) }
    #expect(slow.since[.imagesAlike] == 2001)
    #expect(slow.add(TrainingEvaluation(step: 2011, score: 0, variety: 0.5)).isEmpty && slow.since.isEmpty)
  }
}
