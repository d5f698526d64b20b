import Foundation

/// The frames of a spectral flux in which something begins: the largest around them, and well above what is usual there
/// (Dixon 2006, "Onset detection revisited"; Böck, Krebs and Schedl 2012).
struct OnsetDetection {
  /// How far a frame is above what is usual around it, in the units of the flux; 0 where it is below.
  let envelope: [Double]
  let frames: [Int]

  /// The least height of an onset: a growth of all bands by a tenth of themselves.
  private static let threshold = 0.045
  /// Two onsets are at least 50 ms apart.
  private static let shortest = 5

  init(_ flux: [Double]) {
    let heights = flux.indices.map { frame in
      // Rather what was than what comes.
      let around = flux[max(0, frame - 10)..<min(flux.count, frame + 8)]
      return flux[frame] - around.reduce(0, +) / Double(around.count)
    }
    var frames: [Int] = []
    for frame in flux.indices where heights[frame] >= Self.threshold {
      let around = flux[max(0, frame - 3)..<min(flux.count, frame + 4)]
      guard around.allSatisfy({ $0 <= flux[frame] }) else { continue }
      if let last = frames.last, frame - last < Self.shortest { continue }
      frames.append(frame)
    }
    envelope = heights.map { max(0, $0) }
    self.frames = frames
  }

  func height(of frame: Int) -> Double { envelope[frame] }

  /// The moment of an onset in seconds. A frame sees an onset before its middle comes to it, by up to half of its window:
  /// the moment is where the loudness of the next 6 ms exceeds that of the 16 ms before by the largest factor.
  ///
  /// - Parameter loudness: The loudness of each 2 ms, 1 for the peak.
  func time(of frame: Int, by loudness: [Float]) -> Double {
    let middle = frame * Spectra.hop / SoundSurvey.step
    func mean(_ range: Range<Int>) -> Double {
      let range = range.clamped(to: 0..<loudness.count)
      guard !range.isEmpty else { return 0 }
      return loudness[range].reduce(0) { $0 + Double($1) } / Double(range.count)
    }
    var best = (place: middle, growth: -Double.infinity)
    for place in max(0, middle - 4)..<middle + 16 where place + 3 <= loudness.count {
      let growth = log10((mean(place..<place + 3) + 1e-3) / (mean(place - 8..<place) + 1e-3))
      if growth > best.growth + 1e-12 { best = (place, growth) }
    }
    return Double(best.place * SoundSurvey.step) / Double(SoundSurvey.rate)
  }
}
