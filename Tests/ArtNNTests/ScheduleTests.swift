import ArtNN
import Foundation
import Testing

@Suite struct ScheduleTests {
  struct Case: CustomTestStringConvertible {
    let schedule: LearningRateSchedule
    let total: Int
    /// Step and expected part of the base rate.
    let values: [(Int, Double)]

    init(_ schedule: LearningRateSchedule, _ total: Int, _ values: [(Int, Double)]) {
      self.schedule = schedule
      self.total = total
      self.values = values
    }

    var testDescription: String { "\(schedule)" }
  }

  static let cases = [
    Case(.constant, 10, [(0, 1), (5, 1), (9, 1), (100, 1)]),
    Case(LearningRateSchedule(.constant, warmupSteps: 4), 10, [(0, 0.25), (1, 0.5), (3, 1), (4, 1), (9, 1)]),
    Case(LearningRateSchedule(.linear(end: 0)), 10, [(0, 1), (5, 0.5), (9, 0.1), (10, 0), (50, 0)]),
    Case(
      LearningRateSchedule(.linear(end: 0.2), warmupSteps: 2), 10,
      [(0, 0.5), (1, 1), (2, 1), (6, 0.6), (10, 0.2), (99, 0.2)]),
    Case(
      LearningRateSchedule(.cosine(end: 0)), 12,
      [(0, 1), (3, 0.853_553_390_593), (4, 0.75), (6, 0.5), (8, 0.25), (12, 0), (13, 0)]),
    Case(LearningRateSchedule(.cosine(end: 0.5), warmupSteps: 1), 5, [(0, 1), (1, 1), (3, 0.75), (5, 0.5)]),
    Case(
      LearningRateSchedule(.exponential(factor: 0.5, steps: 10), warmupSteps: 3), 100,
      [(0, 1.0 / 3), (3, 1), (8, 0.707_106_781_187), (13, 0.5), (23, 0.25)]),
    Case(LearningRateSchedule(.linear(end: 0), warmupSteps: 10), 5, [(0, 0.1), (4, 0.5), (10, 0)]),
  ]

  @Test(arguments: cases)
  func values(_ test: Case) {
    for (step, expected) in test.values {
      #expect(abs(test.schedule.factor(atStep: step, of: test.total) - expected) < 1e-11, "step \(step)")
      #expect(
        test.schedule.rate(atStep: step, of: test.total, base: 0.02)
          == Float(0.02 * test.schedule.factor(atStep: step, of: test.total)))
    }
  }

  @Test(arguments: cases)
  func coding(_ test: Case) throws {
    let data = try JSONEncoder().encode(test.schedule)
    #expect(try JSONDecoder().decode(LearningRateSchedule.self, from: data) == test.schedule)
  }

  @Test func shortForm() throws {
    let schedule = try JSONDecoder().decode(LearningRateSchedule.self, from: Data(#"{"kind":"cosine"}"#.utf8))
    #expect(schedule == LearningRateSchedule(.cosine(end: 0)))
  }
}
