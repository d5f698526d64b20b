/// When it is time to look at a training's pictures.
///
/// Where the document does not say, the first look comes soon, both it and the steps before it are timed, and the
/// distance is chosen so that looks take a twentieth of the time. It then stays, and is written down with each look.
struct JudgingPace {
  private var every: Int?
  private let start: Int
  private let clock = ContinuousClock()
  /// When the first steps were over, which take longer than those after them.
  private var mark: (time: ContinuousClock.Instant, step: Int)?

  /// Steps that are not timed, and the step of the first look.
  private static let (untimed, firstLook) = (3, 23)

  init(every: Int?, from step: Int) {
    self.every = every
    start = step
  }

  mutating func isDue(afterStep step: Int, isLast: Bool) -> Bool {
    if let every { return isLast || step % every == 0 }
    if step == start + Self.untimed { mark = (clock.now, step) }
    return isLast || step == start + Self.firstLook
  }

  /// Notes how long a look took, in seconds.
  ///
  /// - Returns: the steps from look to look.
  mutating func looked(for seconds: Double, afterStep step: Int) -> Int {
    if let every { return every }
    // Without a time to measure by, the training is so short that this look was its last.
    let begun = mark ?? (clock.now, step - 1)
    let training = max(begun.time.duration(to: clock.now) / .seconds(1) - seconds, 1e-6)
    let chosen = Self.distance(
      look: seconds, step: training / Double(max(step - begun.step, 1)), share: JudgingSettings.share)
    every = chosen
    return chosen
  }

  /// Steps between looks, so that they take a share of the time: rounded up to a number of two digits and zeros.
  static func distance(look: Double, step: Double, share: Double) -> Int {
    let exact = look * (1 - share) / (share * step)
    guard exact.isFinite, exact < 1e12 else { return 1_000_000_000_000 }
    var (rounded, unit) = (max(Int(exact.rounded(.up)), 1), 1)
    while rounded >= 100 {
      rounded = (rounded + 9) / 10
      unit *= 10
    }
    return rounded * unit
  }
}
