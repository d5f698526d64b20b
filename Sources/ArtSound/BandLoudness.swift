import Foundation

/// How loud a band is, as the eye can follow it: it rises at once and falls slowly.
enum BandLoudness {
  /// Seconds in which the loudness comes to within 1/e of a louder, or a softer, sound.
  private static let attack = 0.01, release = 0.15

  /// - Parameter powers: The power of each frame, by bands.
  /// - Returns: From 0 for what all but the softest twentieth exceeds to 1 for what the loudest twentieth exceeds; 0
  ///   throughout where there is hardly a difference, or where the band is 50 dB below the loudest.
  static func values(_ powers: [SoundAnalysis.Band: [Double]]) -> [SoundAnalysis.Band: [Float]] {
    let levels = powers.mapValues(followed)
    let loud = levels.mapValues { Percentile.value(0.95, of: $0) }
    let loudest = loud.values.max() ?? 0
    return Dictionary(
      uniqueKeysWithValues: levels.map { band, levels in
        let (soft, loud) = (Percentile.value(0.05, of: levels), loud[band] ?? 0)
        guard loud > 0.003 * loudest, loud - soft > 0.05 * loud else {
          return (band, [Float](repeating: 0, count: levels.count))
        }
        return (band, levels.map { Float(min(max(($0 - soft) / (loud - soft), 0), 1)) })
      })
  }

  private static func followed(_ powers: [Double]) -> [Double] {
    let (up, down) = (
      1 - exp(-1 / (attack * Spectra.framesPerSecond)), 1 - exp(-1 / (release * Spectra.framesPerSecond))
    )
    var level = 0.0
    return powers.map { power in
      let target = power.squareRoot()
      level += (target - level) * (target > level ? up : down)
      return level
    }
  }
}
