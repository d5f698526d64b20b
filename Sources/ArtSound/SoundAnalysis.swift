import Foundation
public import ArtMedia

/// What is heard in a sound: where something begins, how it is counted, and how loud it is low, in the middle and high.
///
/// All numbers are doubles summed in a fixed order: one file gives the same ones with any number of threads.
public struct SoundAnalysis: Hashable, Sendable {
  /// A moment at which something begins: a note, a beat of a drum.
  public struct Onset: Hashable, Sendable {
    /// Seconds from the beginning.
    public let time: Double
    /// From 0 to 1; 1 for the strongest twentieth of the track's onsets.
    public let strength: Double
  }

  /// A range of frequencies.
  public enum Band: String, CaseIterable, Hashable, Sendable {
    /// Below 200 Hz: bass and bass drum.
    case low
    /// From 200 to 2,000 Hz: voices and most instruments.
    case middle
    /// Above 2,000 Hz: cymbals, hiss and consonants.
    case high

    var range: Range<Double> {
      switch self {
      case .low: 0..<200
      case .middle: 200..<2000
      case .high: 2000..<Double(SoundSurvey.rate)
      }
    }
  }

  /// The length in seconds.
  public let seconds: Double
  public let onsets: [Onset]
  /// Beats a minute; nil where the sound has no steady beat.
  public let tempo: Double?
  /// The moments of the beats, in seconds; none where there is no tempo.
  public let beats: [Double]
  /// How loud each band is, from 0 to 1 of what it is in this track, a hundred times a second.
  private let loudness: [Band: [Float]]

  /// Hears a sound that was surveyed.
  ///
  /// - Throws: `MediaError` where the file cannot be read any more.
  public init(_ survey: SoundSurvey) throws(MediaError) {
    seconds = survey.seconds
    let spectra = try Spectra(survey)
    let onsets = OnsetDetection(spectra.flux)
    let times = onsets.frames.map { onsets.time(of: $0, by: survey.loudness) }
    let full = Percentile.value(0.95, of: onsets.frames.map { onsets.height(of: $0) })
    self.onsets = zip(onsets.frames, times).map { frame, time in
      Onset(time: time, strength: full > 0 ? min(1, onsets.height(of: frame) / full) : 1)
    }
    let pulse = Pulse(onsets.envelope)
    beats = onsets.frames.count < 4 ? [] : pulse?.beats(near: times) ?? []
    tempo = beats.isEmpty ? nil : Pulse.tempo(of: beats)
    loudness = BandLoudness.values(spectra.powers)
  }

  /// How loud a band is at a moment, from 0 to 1.
  public func loudness(_ band: Band, at seconds: Double) -> Double {
    guard let values = loudness[band], let last = values.indices.last else { return 0 }
    let place = max(0, seconds * Spectra.framesPerSecond)
    let index = Int(min(place, Double(last)))
    let share = min(max(place - Double(index), 0), 1)
    return Double(values[index]) * (1 - share) + Double(values[min(index + 1, last)]) * share
  }
}

/// A value below which a share of some numbers lies.
enum Percentile {
  static func value(_ share: Double, of numbers: [Double]) -> Double {
    guard !numbers.isEmpty else { return 0 }
    return numbers.sorted()[Int((share * Double(numbers.count - 1)).rounded())]
  }
}
