import Foundation
import ArtMedia

/// The spectra of a sound, a hundred a second, reduced to what is made of them: how much grew, and the power in each band.
struct Spectra {
  static let hop = SoundSurvey.rate / 100
  static let framesPerSecond = 100.0
  private static let size = 1024

  /// How much the spectrum grew since the frame before: the mean over its bands of the growth of log₁₀(1 + 1000 a), where
  /// a is the amplitude, 1 for the track's peak. A neighbouring band's fall makes up for a band's rise, so that vibrato is
  /// no onset (Böck and Widmer 2013).
  private(set) var flux: [Double] = []
  /// The power in each band.
  private(set) var powers: [SoundAnalysis.Band: [Double]] = [:]

  private var transform = RealFFT(size: size)
  private let window: [Double]
  private let scale: Double
  private let bank: FilterBank
  private let bandBins: [SoundAnalysis.Band: Range<Int>]
  private var before: [Double]?
  private var first: [Double] = []

  init(_ survey: SoundSurvey) throws(MediaError) {
    let size = Self.size
    window = (0..<size).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(size)) }
    // The sum of the window is half its size, and half of a tone's amplitude is in the negative frequencies.
    scale = 4 / Double(size) / survey.peak
    let spacing = Double(SoundSurvey.rate) / Double(size)
    bank = FilterBank(bins: size / 2 + 1, spacing: spacing, highest: 11_000)
    bandBins = Dictionary(
      uniqueKeysWithValues: SoundAnalysis.Band.allCases.map { band in
        let bins = (0...size / 2).filter { band.range.contains(Double($0) * spacing) }
        return (band, (bins.first ?? 0)..<((bins.last ?? -1) + 1))
      })
    var hearing = try Hearing(survey.file, from: Double(survey.skipped) / Double(SoundSurvey.rate))
    var waiting: [Double] = []
    var isFirst = true
    while let samples = try hearing.next() {
      waiting += samples.map(Double.init)
      if isFirst, waiting.count > size / 2 {
        // The window of the first frame reaches before the beginning, which is mirrored: silence there would make any
        // sound an onset.
        waiting = waiting[1...size / 2].reversed() + waiting
        isFirst = false
      }
      guard !isFirst else { continue }
      var start = 0
      while start + size <= waiting.count {
        add(waiting[start..<start + size])
        start += Self.hop
      }
      waiting.removeFirst(start)
    }
    addFirst()
  }

  private mutating func add(_ samples: ArraySlice<Double>) {
    let powers = transform.powers(of: zip(samples, window).map { $0 * $1 })
    for (band, bins) in bandBins { self.powers[band, default: []].append(powers[bins].reduce(0, +)) }
    let levels = bank(powers.map { $0.squareRoot() * scale }).map { log10(1 + 1000 * $0) }
    flux.append(before.map { Self.growth(of: levels, since: $0) } ?? 0)
    if first.isEmpty { first = levels }
    before = levels
    if flux.count == 11 { addFirst() }
  }

  /// The first frame has none before it. Something begins in it where it is louder than the sound a tenth of a second later.
  private mutating func addFirst() {
    guard flux.count <= 11, let before, !flux.isEmpty else { return }
    flux[0] = Self.growth(of: first, since: before)
  }

  private static func growth(of levels: [Double], since before: [Double]) -> Double {
    var sum = 0.0
    for band in levels.indices {
      let loudest = max(before[max(band - 1, 0)], before[band], before[min(band + 1, before.count - 1)])
      sum += max(0, levels[band] - loudest)
    }
    return levels.isEmpty ? 0 : sum / Double(levels.count)
  }
}
