import Testing

@testable import ArtPipeline

/// When a training looks at its own pictures, by seconds that are made up.
struct JudgingPaceTests {
  @Test func aGivenDistanceIsKept() {
    var pace = JudgingPace(every: 4)
    func due() -> [Int] { (7...13).filter { pace.isDue(afterStep: $0, isLast: $0 == 13, elapsed: 0) } }
    #expect(due() == [8, 12, 13])
    // However long looks take.
    pace.looked(for: 100)
    #expect(due() == [8, 12, 13])
  }

  /// A training, and what looks cost in it.
  struct Training: CustomTestStringConvertible {
    let steps: Int
    /// Seconds that a step takes.
    let step: Double
    /// Seconds for preparing.
    let prepared: Double
    /// What a look is thought to take then.
    let thought: Double
    /// Seconds that the looks take, in turn; the last number holds for all that follow.
    let looks: [Double]
    /// The fewest looks that there are to be.
    let least: Int
    /// Whether there is time for the last look.
    var isLongEnough = true

    var testDescription: String { "\(steps) steps of \(step) s, looks \(looks)" }

    /// The share of the time that looks and preparing took, and the steps of the looks.
    func run() -> (share: Double, looks: [Int]) {
      var pace = JudgingPace(every: nil)
      pace.prepared(in: prepared, look: thought)
      var (elapsed, spent, made) = (prepared, prepared, [Int]())
      for number in 1...steps {
        elapsed += step
        guard pace.isDue(afterStep: number, isLast: number == steps, elapsed: elapsed) else { continue }
        let cost = looks[min(made.count, looks.count - 1)]
        pace.looked(for: cost)
        made.append(number)
        elapsed += cost
        spent += cost
      }
      #expect(abs(pace.spent - spent) < 1e-9)
      return (spent / elapsed, made)
    }
  }

  @Test(arguments: [
    Training(steps: 10_000, step: 0.1, prepared: 1, thought: 1, looks: [1], least: 45),
    // What was thought is too little, and later looks are dearer than the first.
    Training(steps: 10_000, step: 0.1, prepared: 2, thought: 0.5, looks: [0.45, 0.67, 0.6], least: 70),
    Training(steps: 10_000, step: 0.1, prepared: 0, thought: 1, looks: [1, 1, 1, 5], least: 8),
    // One look of many is held up.
    Training(steps: 10_000, step: 0.1, prepared: 1, thought: 1, looks: [1, 8, 1], least: 30),
    Training(steps: 1000, step: 0.05, prepared: 1, thought: 1, looks: [1], least: 1),
    Training(steps: 700, step: 0.1, prepared: 1, thought: 1, looks: [0.8], least: 2),
    // Too short for a look at less than a twentieth: the last one comes, and no other.
    Training(steps: 300, step: 0.0166, prepared: 0.5, thought: 0.6, looks: [0.6], least: 1, isLongEnough: false),
    Training(steps: 5, step: 1, prepared: 1, thought: 1, looks: [1], least: 1, isLongEnough: false),
  ])
  func looksTakeATwentiethOfTheTimeAtMost(training: Training) {
    let (share, looks) = training.run()
    #expect(looks.last == training.steps)
    #expect(looks.count >= training.least)
    #expect(share <= 0.05 || !training.isLongEnough)
    if !training.isLongEnough { #expect(looks.count == 1) }
    // Nor is much of it left unused where there is time for many.
    if training.least > 20 { #expect(share > 0.045) }
  }

  @Test func looksComeEvenly() {
    let training = Training(steps: 20_000, step: 0.1, prepared: 1, thought: 1, looks: [1], least: 90)
    let gaps = zip(training.run().looks.dropLast(), training.run().looks.dropFirst().dropLast()).map { $1 - $0 }
    #expect(gaps.allSatisfy { (185...195).contains($0) })
  }
}
