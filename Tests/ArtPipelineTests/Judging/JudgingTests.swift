import ArtGAN
import ArtMetrics
import Foundation
import Testing

@testable import ArtPipeline

/// The parts of a training that looks at its own pictures.
struct JudgingTests {
  @Test(arguments: [
    (1.0, 0.1, 190), (1.0, 1.0, 19), (0.2, 0.1, 38), (10.0, 0.01, 19_000), (0.001, 1.0, 1), (1.53, 0.02, 1500),
    (1.0, 0.0, 1_000_000_000_000),
  ])
  func looksTakeATwentiethOfTheTime(look: Double, step: Double, steps: Int) {
    let found = JudgingPace.distance(look: look, step: step, share: 0.05)
    #expect(found == steps)
    #expect(look <= 0.0501 * (look + Double(found) * step) || step == 0)
  }

  @Test func aGivenDistanceIsKept() {
    var pace = JudgingPace(every: 4, from: 6)
    let due = (7...13).filter { pace.isDue(afterStep: $0, isLast: $0 == 13) }
    #expect(due == [8, 12, 13])
    #expect(pace.looked(for: 100, afterStep: 8) == 4)
  }

  @Test func withoutOneTheFirstLookComesSoonAndDecides() {
    var pace = JudgingPace(every: nil, from: 10)
    #expect((11...40).filter { pace.isDue(afterStep: $0, isLast: false) } == [33])
    let every = pace.looked(for: 1e-9, afterStep: 33)
    #expect(every >= 1)
    #expect((34...60).filter { pace.isDue(afterStep: $0, isLast: false) } == (34...60).filter { $0 % every == 0 })
    var short = JudgingPace(every: nil, from: 0)
    #expect((1...5).filter { short.isDue(afterStep: $0, isLast: $0 == 5) } == [5])
  }

  private func judged(_ step: Int, _ value: Double, _ figure: JudgingSettings.Figure) throws -> JudgedStep {
    let json =
      #"{"step": \#(step), "every": 2, "figures": {"\#(figure.rawValue)": \#(value)}, "variety": 1, "saturation": 0}"#
    return try JSONDecoder().decode(JudgedStep.self, from: Data(json.utf8))
  }

  @Test(arguments: [(JudgingSettings.Figure.frechetDistance, 1.0), (.coverage, -1)])
  func theBestIsKnownAndCounted(figure: JudgingSettings.Figure, sign: Double) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "e.jsonl")
    var steps = try JudgedSteps(path, upTo: 0, figure: figure)
    #expect(steps.best == nil && steps.sinceBest == 0)
    // Equally good is not better.
    for (step, value, isBest) in [(2, 9.0, true), (4, 5.0, true), (6, 7.0, false), (8, 5.0, false)] {
      #expect(try steps.add(judged(step, value * sign, figure)) == isBest)
    }
    #expect(steps.best?.step == 4)
    #expect(steps.sinceBest == 2)
    // What is from after a step is taken away; a line that was cut short as well.
    try (folder.data("e.jsonl") + Data("{\"step\": 9, \"fig".utf8)).write(to: URL(fileURLWithPath: path))
    let read = try JudgedSteps(path, upTo: 6, figure: figure)
    #expect(read.all.map(\.step) == [2, 4, 6])
    #expect(read.sinceBest == 1)
    #expect(try JudgedSteps(path, upTo: 0, figure: figure).all.isEmpty)
  }

  private func metrics(
    _ step: Int, real: Float = 0.7, fake: Float = 0.7, generator: Float = 1, discriminator: Float = 1
  ) throws -> StepMetrics {
    let json = """
      {"step": \(step), "epoch": 0, "pictures": 0, "generatorLoss": 1, "discriminatorLoss": 1, "realAccuracy": \(real),
        "fakeAccuracy": \(fake), "realLogit": 0, "fakeLogit": 0, "generatorGradient": \(generator),
        "discriminatorGradient": \(discriminator), "generatorLearningRate": 1, "discriminatorLearningRate": 1}
      """
    return try JSONDecoder().decode(StepMetrics.self, from: Data(json.utf8))
  }

  /// What steps measure from step 301 on, and the sign that this is.
  @Test(arguments: [
    (Float(1), Float(1), Float(1), Float(1), TrainingHealth.Sign.discriminatorTellsAll),
    (1, 0, 1, 1, .discriminatorTellsNothing), (0.7, 0.7, 3000, 1, .gradientsExplode),
    (0.7, 0.7, 1, 3000, .gradientsExplode), (0.7, 0.7, 0, 1, .gradientsVanish),
  ])
  func signsBeginOnceAndEnd(
    real: Float, fake: Float, generator: Float, discriminator: Float, sign: TrainingHealth.Sign
  ) throws {
    var health = TrainingHealth(totalSteps: 4000)
    for step in 1...300 { #expect(try health.add(metrics(step)).isEmpty) }
    var begun: [Int] = []
    for step in 301...2300 {
      let bad = try metrics(step, real: real, fake: fake, generator: generator, discriminator: discriminator)
      for found in health.add(bad) {
        #expect(found == sign)
        begun.append(step)
      }
    }
    #expect(begun.count == 1)
    let since = try #require(health.since[sign])
    #expect(since == begun[0] && since > 301)
    #expect(health.summary == ["since step \(Counted.text(since)) \(sign.words)"])
    for step in 2301...3500 { #expect(try health.add(metrics(step)).isEmpty) }
    #expect(health.summary.isEmpty)
  }

  /// A few wild steps are no sign.
  @Test func singleStepsAreNoSigns() throws {
    var health = TrainingHealth(totalSteps: 4000)
    for step in 1...2000 {
      let isWild = step % 100 == 50
      let found = try health.add(
        metrics(step, real: isWild ? 1 : 0.8, fake: isWild ? 1 : 0.6, generator: isWild ? 500 : 1))
      #expect(found.isEmpty)
    }
  }

  @Test func picturesThatLookAlikeAreSeen() throws {
    var health = TrainingHealth(totalSteps: 4000)
    func look(_ step: Int, _ variety: Double, _ saturation: Double = 0) throws -> [TrainingHealth.Sign] {
      let json = #"{"step": \#(step), "every": 1, "figures": {}, "variety": \#(variety), "saturation": \#(saturation)}"#
      return health.add(try JSONDecoder().decode(JudgedStep.self, from: Data(json.utf8)))
    }
    // At first all samples are alike, and grow apart.
    #expect(try look(100, 0.1).isEmpty)
    #expect(try look(500, 0.25).isEmpty)
    #expect(try look(1000, 0.9).isEmpty)
    #expect(try look(1800, 0.3) == [.picturesAlike])
    #expect(try look(1900, 0.55, 0.4) == [.saturated])
    #expect(
      health.summary == [
        "since step 1,800 most samples look alike",
        "since step 1,900 many more pixels are fully black or white than in real pictures",
      ])
    #expect(try look(2000, 0.7).isEmpty)
    #expect(health.summary.isEmpty)

    var slow = TrainingHealth(totalSteps: 4000)
    func lookSlowly(_ step: Int) throws -> [TrainingHealth.Sign] {
      let json = #"{"step": \#(step), "every": 1, "figures": {}, "variety": 0.2, "saturation": 0}"#
      return slow.add(try JSONDecoder().decode(JudgedStep.self, from: Data(json.utf8)))
    }
    #expect(try lookSlowly(1999).isEmpty)
    #expect(try lookSlowly(2001) == [.picturesAlike])
  }
}
