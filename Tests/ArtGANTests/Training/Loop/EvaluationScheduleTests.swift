import Testing

@testable import ArtGAN

/// When a training is evaluated, by seconds that are made up.
struct EvaluationScheduleTests {
  @Test func aGivenDistanceIsKept() {
    var schedule = EvaluationSchedule(every: 4)
    func due() -> [Int] { (7...13).filter { schedule.isDue(afterStep: $0, isLast: $0 == 13, elapsed: 0) } }
    #expect(due() == [8, 12, 13])
    // However long evaluations take.
    schedule.evaluated(in: 100)
    #expect(due() == [8, 12, 13])
  }

  /// A training, and what evaluations cost in it.
  struct Training: CustomTestStringConvertible {
    let steps: Int
    /// Seconds that a step takes.
    let step: Double
    /// Seconds for preparing.
    let prepared: Double
    /// What an evaluation is thought to take then.
    let thought: Double
    /// Seconds that the evaluations take, in turn; the last number holds for all that follow.
    let evaluations: [Double]
    /// The fewest evaluations that there are to be.
    let least: Int
    /// Whether there is time for the last evaluation.
    var isLongEnough = true

    var testDescription: String { "\(steps) steps of \(step) s, evaluations \(evaluations)" }

    /// The share of the time that evaluations and preparing took, and the steps of the evaluations.
    func run() -> (share: Double, evaluations: [Int]) {
      var schedule = EvaluationSchedule(every: nil)
      schedule.prepared(in: prepared, evaluation: thought)
      var (elapsed, spent, made) = (prepared, prepared, [Int]())
      for number in 1...steps {
        elapsed += step
        guard schedule.isDue(afterStep: number, isLast: number == steps, elapsed: elapsed) else { continue }
        let cost = evaluations[min(made.count, evaluations.count - 1)]
        schedule.evaluated(in: cost)
        made.append(number)
        elapsed += cost
        spent += cost
      }
      #expect(abs(schedule.spent - spent) < 1e-9)
      return (spent / elapsed, made)
    }
  }

  @Test(arguments: [
    Training(steps: 10_000, step: 0.1, prepared: 1, thought: 1, evaluations: [1], least: 45),
    // What was thought is too little, and later evaluations are dearer than the first.
    Training(steps: 10_000, step: 0.1, prepared: 2, thought: 0.5, evaluations: [0.45, 0.67, 0.6], least: 70),
    Training(steps: 10_000, step: 0.1, prepared: 0, thought: 1, evaluations: [1, 1, 1, 5], least: 8),
    // One evaluation of many is held up.
    Training(steps: 10_000, step: 0.1, prepared: 1, thought: 1, evaluations: [1, 8, 1], least: 30),
    Training(steps: 1000, step: 0.05, prepared: 1, thought: 1, evaluations: [1], least: 1),
    Training(steps: 700, step: 0.1, prepared: 1, thought: 1, evaluations: [0.8], least: 2),
    // Too short for an evaluation at less than a twentieth: the last one comes, and no other.
    Training(steps: 300, step: 0.0166, prepared: 0.5, thought: 0.6, evaluations: [0.6], least: 1, isLongEnough: false),
    Training(steps: 5, step: 1, prepared: 1, thought: 1, evaluations: [1], least: 1, isLongEnough: false),
  ])
  func evaluationsTakeATwentiethOfTheTimeAtMost(training: Training) {
    let (share, evaluations) = training.run()
    #expect(evaluations.last == training.steps)
    #expect(evaluations.count >= training.least)
    #expect(share <= 0.05 || !training.isLongEnough)
    if !training.isLongEnough { #expect(evaluations.count == 1) }
    // Nor is much of it left unused where there is time for many.
    if training.least > 20 { #expect(share > 0.045) }
  }

  @Test func evaluationsComeEvenly() {
    let training = Training(steps: 20_000, step: 0.1, prepared: 1, thought: 1, evaluations: [1], least: 90)
    let gaps = zip(training.run().evaluations.dropLast(), training.run().evaluations.dropFirst().dropLast()).map {
      $1 - $0
    }
    #expect(gaps.allSatisfy { (185...195).contains($0) })
  }
}
