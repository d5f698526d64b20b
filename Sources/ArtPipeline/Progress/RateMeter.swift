/// How fast something goes at present: the mean over the last seconds, so that a slow start does not stay in the
/// number, nor a single slow step stand out.
struct RateMeter {
  private var marks: [(time: ContinuousClock.Instant, done: Int)] = []
  private let window: Duration

  init(window: Duration = .seconds(10)) {
    self.window = window
  }

  /// Notes how much is done by now.
  mutating func mark(_ done: Int, at time: ContinuousClock.Instant = .now) {
    marks.append((time, done))
    // Two marks always stay: a step may take longer than the window.
    while marks.count > 2, marks[1].time.duration(to: time) >= window { marks.removeFirst() }
  }

  /// Units per second; nil until there are two marks.
  var rate: Double? {
    guard let first = marks.first, let last = marks.last, last.done > first.done else { return nil }
    let seconds = first.time.duration(to: last.time) / .seconds(1)
    return seconds > 0 ? Double(last.done - first.done) / seconds : nil
  }
}
