/// Turns a budget of minutes into steps while a training goes on, where its steps do not depend on how many there will be.
final class TrainingClock {
  /// Seconds that the whole training may take.
  let limit: Double
  /// Seconds that it took before it was stopped and gone on with.
  private let before: Double
  private let now: () -> Double
  private let start: Double
  /// The step and time from which steps are timed.
  private var mark: (step: Int, time: Double)?

  /// - Parameters:
  ///   - minutes: how long the whole training may take.
  ///   - before: seconds that are spent already.
  ///   - now: a clock, in seconds.
  init(minutes: Double, spentBefore before: Double, now: @escaping () -> Double = TrainingClock.seconds) {
    limit = minutes * 60
    self.before = before
    self.now = now
    start = now()
  }

  /// Times steps anew: they are counted from an earlier one again. The seconds spent stay spent.
  func restart() { mark = nil }

  /// Seconds spent so far.
  var spent: Double { before + now() - start }

  /// Seconds that are left.
  var left: Double { max(limit - spent, 0) }

  /// How many steps the whole training will have, as far as can be told after one of them: as many as are done where less
  /// time is left than half a step takes.
  func length(afterStep step: Int) -> Int {
    let time = now()
    guard let mark, step > mark.step else {
      mark = (step, time)
      return left > 0 ? step + 1 : step
    }
    let perStep = (time - mark.time) / Double(step - mark.step)
    guard left > perStep / 2 else { return step }
    return step + max(1, Int(min(left / max(perStep, 1e-9), 1e12).rounded()))
  }

  /// The seconds of a clock that only goes forward.
  static func seconds() -> Double {
    origin.duration(to: .now) / .seconds(1)
  }

  private static let origin = ContinuousClock.now
}
