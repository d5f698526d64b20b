import Foundation

/// The steady beat of a sound (Ellis 2007, "Beat tracking by dynamic programming"): its period, by autocorrelation of the
/// onsets with tempos around 120 beats a minute preferred, and the beats themselves, by dynamic programming.
struct Pulse {
  private let strengths: [Double]
  /// Frames from beat to beat.
  let period: Int

  /// The least correlation of the onsets with themselves a period later, 1 for a perfect repetition.
  private static let leastCorrelation = 0.1
  /// How much a beat that comes too early or late costs.
  private static let tightness = 100.0
  /// What a frame sees before its middle comes to it, in seconds.
  private static let lead = 0.01

  /// - Parameter envelope: The onset strength of each frame. Nil where it has no steady beat.
  init?(_ envelope: [Double]) {
    // A beat may fall between two frames.
    let weights = [0.25, 0.5, 1, 0.5, 0.25]
    let smooth = envelope.indices.map { frame in
      (0..<5).reduce(0.0) { sum, offset in
        let place = frame + offset - 2
        return envelope.indices.contains(place) ? sum + weights[offset] * envelope[place] : sum
      }
    }
    strengths = smooth
    func correlation(_ lag: Int) -> Double {
      guard lag < smooth.count else { return 0 }
      var sum = 0.0
      for frame in 0..<(smooth.count - lag) { sum += smooth[frame] * smooth[frame + lag] }
      return sum
    }
    let minute = 60 * Spectra.framesPerSecond
    let (shortest, longest) = (Int(minute / 240), Int(minute / 40))
    let correlations = (0...2 * longest + 1).map(correlation)
    guard correlations[0] > 0 else { return nil }
    var best = (lag: 0, score: 0.0)
    for lag in shortest...longest {
      let octaves = log2(minute / Double(lag) / 120)
      // The beat after the next, too, falls on an onset.
      let twice = max(correlations[2 * lag - 1], correlations[2 * lag], correlations[2 * lag + 1])
      let score = exp(-0.5 * (octaves / 0.9) * (octaves / 0.9)) * (correlations[lag] + 0.5 * twice)
      if score > best.score { best = (lag, score) }
    }
    guard best.lag > 0, correlations[best.lag] >= Self.leastCorrelation * correlations[0] else { return nil }
    period = best.lag
  }

  /// The moments of the beats in seconds: those of onsets where one is within 40 ms.
  func beats(near onsets: [Double]) -> [Double] {
    var beats: [Double] = []
    for frame in frames() {
      let time = Double(frame) / Spectra.framesPerSecond + Self.lead
      let near = onsets.min { abs($0 - time) < abs($1 - time) }
      let beat = near.map { abs($0 - time) <= 0.04 ? $0 : time } ?? time
      if beat > beats.last ?? -1 { beats.append(beat) }
    }
    return beats
  }

  /// The frames of the beats: those whose strengths are largest in sum, less what uneven steps cost.
  private func frames() -> [Int] {
    let mean = strengths.reduce(0, +) / Double(strengths.count)
    let variance = strengths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(strengths.count)
    guard variance > 0 else { return [] }
    let unit = variance.squareRoot()
    let steps = (period / 2)...(2 * period)
    let costs = steps.map { Self.tightness * pow(log(Double($0) / Double(period)), 2) }
    var sums = strengths.map { $0 / unit }
    var before = [Int](repeating: -1, count: sums.count)
    for frame in sums.indices {
      var best = (sum: 0.0, place: -1)
      for (step, cost) in zip(steps, costs) where frame >= step && sums[frame - step] - cost > best.sum {
        best = (sums[frame - step] - cost, frame - step)
      }
      sums[frame] += best.sum
      before[frame] = best.place
    }
    let end = max(0, sums.count - period * 3 / 2)
    guard var frame = (end..<sums.count).max(by: { sums[$0] < sums[$1] }) else { return [] }
    var frames: [Int] = []
    while frame >= 0 {
      frames.append(frame)
      frame = before[frame]
    }
    frames.reverse()
    // Where the music has not begun or is over, beats go on in silence.
    let square = frames.reduce(0) { $0 + strengths[$1] * strengths[$1] } / Double(frames.count)
    let least = 0.5 * square.squareRoot()
    let heard = frames.indices.filter { strengths[frames[$0]] > least }
    guard let first = heard.first, let last = heard.last else { return [] }
    return Array(frames[first...last])
  }

  /// Beats a minute, by the straight line that is nearest to the beats.
  static func tempo(of beats: [Double]) -> Double? {
    guard beats.count > 2 else { return nil }
    let (middle, mean) = (Double(beats.count - 1) / 2, beats.reduce(0, +) / Double(beats.count))
    var (product, square) = (0.0, 0.0)
    for (number, time) in beats.enumerated() {
      product += (Double(number) - middle) * (time - mean)
      square += (Double(number) - middle) * (Double(number) - middle)
    }
    return product > 0 ? 60 * square / product : nil
  }
}
