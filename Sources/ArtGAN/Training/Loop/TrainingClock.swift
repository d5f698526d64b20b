/// Turns a budget of minutes into steps while a training goes on: after each step where learning rates do not depend on how
/// many there will be, at a few moments where they do.
public final class TrainingClock {
  /// Seconds that the whole training may take.
  let limit: Double
  /// Seconds that it took before it was stopped and resumed.
  private let before: Double
  private let now: () -> Double
  private let start: Double
  /// The step and time from which steps are timed.
  private var mark: (step: Int, time: Double)?
  /// The time from which steps were timed first.
  private var begun: Double?

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

  /// How many steps the whole training shall have, by the pace since that was decided last: nil as long as less than a part
  /// of the time has passed.
  ///
  /// - Parameters:
  ///   - part: of the time from the first step that was timed to the end.
  ///   - step: the steps done.
  ///   - isLast: whether no more were planned, so that it is decided now.
  func decidedLength(at part: Double, afterStep step: Int, isLast: Bool) -> Int? {
    let (time, left) = (now(), left)
    guard let mark, let begun, step > mark.step else {
      mark = (step, time)
      begun = begun ?? time
      return nil
    }
    guard isLast || time - begun >= part * (time - begun + left) else { return nil }
    self.mark = (step, time)
    let perStep = max((time - mark.time) / Double(step - mark.step), 1e-9)
    return step + Int(min(left / perStep, 1e12).rounded())
  }

  /// The parts of the time after which the length is decided: what a few steps take at the start says less, and so few
  /// hardly notice what the rates make of it. Later the computer may have more to do than then, or less.
  static let decisions = [0.15, 0.4, 0.65, 0.85]

  /// The seconds of a clock that only goes forward, and stands still while the computer sleeps.
  public static func seconds() -> Double {
    origin.duration(to: .now) / .seconds(1)
  }

  private static let origin = SuspendingClock.now
}
