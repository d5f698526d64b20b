/// When the frames of a video are shown, and the constant rate at which they are given.
///
/// A frame's place is the number of the given frame that it is shown as: places without a frame of their own repeat the one
/// before, and of several frames with the same place the last is given.
struct VideoTimeline: Hashable, Sendable {
  let rate: FrameRate
  /// How many frames are given.
  let count: Int
  /// The place of the frame that is shown last.
  let lastPlace: Int
  /// Whether the frames come at a constant rate.
  let isConstant: Bool
  /// How many of those that are given repeat the one before.
  let repeated: Int
  /// How many are not given.
  let dropped: Int
  /// When the first is shown, in seconds by the file's clock.
  let start: Double
  private let tick: Double

  /// - Parameters:
  ///   - times: When each frame is shown, in ticks and in order; at least one.
  ///   - lastDuration: How long the last is shown, in ticks; 0 where it is not known.
  ///   - tick: Seconds, as a fraction.
  ///   - claims: The rates that the file claims.
  ///   - most: The most frames that may be given.
  init(
    times: [Int64], lastDuration: Int64, tick: (numerator: Int64, denominator: Int64), claims: [FrameRate], most: Int
  ) throws(MediaError) {
    let (seconds, clock) = (Double(tick.numerator) / Double(tick.denominator), Double(times.first ?? 0))
    self.tick = seconds
    start = clock * seconds
    let moments = times.map { (Double($0) - clock) * seconds }
    let last = moments.last ?? 0
    let steps = Self.steps(times)
    let usual = steps.isEmpty ? lastDuration : steps[steps.count / 2]
    let exact = Self.rate(tick.denominator, over: tick.numerator, times: usual) ?? (last > 0 ? .standard : nil)
    let mean = last > 0 ? try? FrameRate(Double(times.count - 1) / last) : nil
    let candidates = claims + [exact, mean].compactMap(\.self) + [.standard] + Self.common
    let constant = candidates.first { Self.fits(moments, $0, tick: seconds) }
    isConstant = constant != nil && steps.count == times.count - 1
    guard !isConstant, let exact else {
      rate = constant ?? claims.first ?? exact ?? .standard
      (count, lastPlace, repeated, dropped) = (times.count, times.count - 1, 0, 0)
      return
    }
    rate = Self.grid(of: moments, claims + Self.common, tick: seconds, usual: exact) ?? Self.nearCommon(exact)
    let perSecond = rate.framesPerSecond
    let places = moments.map { ($0 * perSecond).rounded() }
    let distinct = zip(places, places.dropFirst()).count { $0 != $1 } + 1
    let shown = max(1, (Double(lastDuration) * seconds * perSecond).rounded())
    let total = (places.last ?? 0) + shown
    guard total <= Double(most) else {
      throw MediaError(
        .tooLarge, "the video is too long: at \(rate.words) frames a second it has more than \(most)",
        advice: "cut it first")
    }
    count = Int(total)
    lastPlace = Int(places.last ?? 0)
    repeated = count - distinct
    dropped = times.count - distinct
  }

  /// The place of a frame that is shown at a time in ticks.
  func place(of time: Int64) -> Int {
    let place = ((Double(time) * tick - start) * rate.framesPerSecond).rounded()
    return Int(max(-1, min(place, Double(count))))
  }

  /// Rates that programs and cameras use, for videos that keep none.
  private static let common: [FrameRate] = [
    (24_000, 1001), (24, 1), (25, 1), (30_000, 1001), (30, 1), (50, 1), (60_000, 1001), (60, 1), (10, 1), (12, 1),
    (15, 1), (20, 1), (48, 1), (90, 1), (100, 1), (120, 1),
  ].compactMap { try? FrameRate($0.0, over: $0.1) }

  /// The times between frames, the shortest first, without those of 0.
  private static func steps(_ times: [Int64]) -> [Int64] {
    zip(times, times.dropFirst()).map { $1.subtractingReportingOverflow($0).partialValue }.filter { $0 > 0 }.sorted()
  }

  /// The rate of frames that are shown for some ticks each.
  private static func rate(_ denominator: Int64, over numerator: Int64, times ticks: Int64) -> FrameRate? {
    let (length, overflow) = numerator.multipliedReportingOverflow(by: ticks)
    guard length > 0, denominator > 0, !overflow else { return nil }
    return FrameRate(simplest: denominator, over: length)
  }

  /// By how much frames may be off: a tick, or a twentieth of the time between them. Of a clock that is as slow as the frames
  /// each tick counts.
  private static func slack(_ step: Double, tick: Double) -> Double {
    max(tick * 1.01 < step / 2 ? tick * 1.01 : 0, step / 20)
  }

  /// Whether frames stand where a rate has them.
  private static func fits(_ moments: [Double], _ rate: FrameRate, tick: Double) -> Bool {
    let step = 1 / rate.framesPerSecond
    let most = slack(step, tick: tick)
    return moments.indices.allSatisfy { abs(moments[$0] - Double($0) * step) <= most }
  }

  /// The slowest rate at which each frame has a place, though not each place a frame; nil where it were more than twice as fast
  /// as usual.
  private static func grid(of moments: [Double], _ rates: [FrameRate], tick: Double, usual: FrameRate) -> FrameRate? {
    rates.sorted { $0.framesPerSecond < $1.framesPerSecond }.first { rate in
      let step = 1 / rate.framesPerSecond
      let most = slack(step, tick: tick)
      return rate.framesPerSecond < usual.framesPerSecond * 2.05 && most * 3 < step
        && moments.allSatisfy { abs(($0 / step).rounded() * step - $0) <= most }
    }
  }

  /// The common rate that is within 3 % of another one, which else remains, up to 120 frames a second.
  private static func nearCommon(_ rate: FrameRate) -> FrameRate {
    func distance(_ other: FrameRate) -> Double { abs(other.framesPerSecond / rate.framesPerSecond - 1) }
    let nearest = common.min { distance($0) < distance($1) }
    guard let nearest, let fastest = common.last else { return rate }
    return distance(nearest) < 0.03 ? nearest : rate.framesPerSecond > fastest.framesPerSecond ? fastest : rate
  }
}

extension FrameRate {
  /// A fraction in lowest terms, or the nearest rate that can be written; nil where there is none.
  init?(simplest numerator: Int64, over denominator: Int64) {
    guard numerator > 0, denominator > 0 else { return nil }
    var (larger, smaller) = (numerator, denominator)
    while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
    let (top, bottom) = (Int(numerator / larger), Int(denominator / larger))
    if let rate = try? FrameRate(top, over: bottom) {
      self = rate
    } else if let rate = try? FrameRate(Double(top) / Double(bottom)) {
      self = rate
    } else {
      return nil
    }
  }

  /// As people write it: `29.97`.
  var words: String {
    denominator == 1 ? "\(numerator)" : "\((framesPerSecond * 1000).rounded() / 1000)"
  }
}
