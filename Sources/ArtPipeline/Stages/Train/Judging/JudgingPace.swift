/// When it is time to look at a training's pictures: at the multiples of a number of steps, or, without one, as often as
/// looks take a twentieth of the time.
///
/// All that they cost counts against that part: what is prepared before the first one, each look, and the one that a
/// training ends with in any case, for which room is kept. So looks come later where they turn out dearer, and a training
/// that is too short for more has the last one only. The pace holds no clock: it is told seconds.
struct JudgingPace: Hashable {
  /// Steps from look to look; nil for as the time allows.
  let every: Int?
  /// Seconds that looks and what was prepared for them took so far.
  private(set) var spent = 0.0
  /// What a look takes, as far as is known.
  private(set) var cost = 0.0
  private var looks = 0
  private var lookSeconds = 0.0

  /// The largest part of the time that looks may take where the document does not say how often.
  static let share = 0.05

  init(every: Int?) {
    self.every = every
  }

  /// Notes how long preparing took.
  ///
  /// - Parameters:
  ///   - seconds: what it took.
  ///   - look: what a look will probably take.
  mutating func prepared(in seconds: Double, look: Double) {
    spent += seconds
    cost = look
  }

  /// Whether it is time to look.
  ///
  /// - Parameters:
  ///   - step: the steps done.
  ///   - isLast: whether no more follow.
  ///   - elapsed: seconds since the training, or this part of it, began: what was prepared and all looks included.
  func isDue(afterStep step: Int, isLast: Bool, elapsed: Double) -> Bool {
    if isLast { return true }
    if let every { return step % every == 0 }
    // This look and the last one.
    return spent + 2 * cost <= Self.share * (elapsed + 2 * cost)
  }

  /// Notes how long a look took, in seconds.
  mutating func looked(for seconds: Double) {
    spent += seconds
    looks += 1
    lookSeconds += seconds
    cost = max(seconds, lookSeconds / Double(looks))
  }
}
