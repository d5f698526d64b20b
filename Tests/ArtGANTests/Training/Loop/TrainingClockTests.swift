import Testing

@testable import ArtGAN

@Suite("The clock of a training of minutes")
struct TrainingClockTests {
  /// A clock whose steps take the seconds that are listed.
  @Test(
    arguments: [
      ([Double](repeating: 1, count: 100), 0, 10), ([Double](repeating: 1, count: 100), 7.2, 3),
      ([Double](repeating: 4, count: 100), 0, 2), ([Double](repeating: 100, count: 9), 0, 1),
      (Array(repeating: 0.5, count: 8) + Array(repeating: 2, count: 20), 0, 11),
    ] as [([Double], Double, Int)])
  func theClockEndsATrainingInTime(durations: [Double], before: Double, expected: Int) {
    var time = 50.0
    let clock = TrainingClock(minutes: 1.0 / 6, spentBefore: before) { time }
    #expect(clock.length(afterStep: 0) == 1)
    var (step, length) = (0, 1)
    while step < length, step < durations.count {
      time += durations[step]
      step += 1
      length = clock.length(afterStep: step)
      #expect(length >= step)
    }
    #expect(step == expected)
    #expect(clock.left == max(0, 10 - before - durations.prefix(step).reduce(0, +)))
  }

  /// Ten minutes, of which some are spent; steps take the seconds that are listed.
  @Test(
    arguments: [
      ([Double](repeating: 1, count: 700), 0, 91, 600), ([Double](repeating: 1, count: 700), 500, 16, 100),
      ([Double](repeating: 1, count: 700), 600, 2, 2), ([2] + [Double](repeating: 100, count: 9), 0, 2, 7),
      // The first steps are slow, and the clock begins behind the first of all.
      ([50] + [Double](repeating: 5, count: 5) + [Double](repeating: 2, count: 300), 0, 35, 226),
    ] as [([Double], Double, Int, Int)])
  func theClockDecidesALength(durations: [Double], before: Double, atStep: Int, expected: Int) {
    var time = 50.0
    let clock = TrainingClock(minutes: 10, spentBefore: before) { time }
    var step = 0
    var length: Int?
    while length == nil, step < durations.count {
      time += durations[step]
      step += 1
      length = clock.decidedLength(at: 0.15, afterStep: step, isLast: false)
    }
    #expect(step == atStep)
    #expect(length == expected)
    // Where no more steps were planned it does not wait.
    #expect(clock.decidedLength(at: 0.15, afterStep: step + 1, isLast: true).map { $0 > step } == true)
  }

  @Test func aClockThatHasRunOutGivesNothing() {
    #expect(TrainingClock(minutes: 1, spentBefore: 61) { 0 }.length(afterStep: 5) == 5)
  }
}
