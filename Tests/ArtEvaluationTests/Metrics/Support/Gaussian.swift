import ArtEvaluation
import ArtTensor

/// Draws from normal distributions, for metrics that are known in closed form.
enum Gaussian {
  /// Each feature with its own mean and deviation.
  static func features(
    _ rows: Int, means: [Double], deviations: [Double], seed: UInt64
  ) throws -> FeatureMatrix {
    let width = means.count
    let numbers = RandomKey(seed: seed).normals(count: rows * width)
    let values = numbers.enumerated().map { place, number in
      Float(means[place % width] + deviations[place % width] * Double(number))
    }
    return try FeatureMatrix(rows: rows, columns: width, values: values)
  }

  /// The Fréchet distance of two such distributions.
  static func distance(_ a: (means: [Double], deviations: [Double]), _ b: (means: [Double], deviations: [Double]))
    -> Double
  {
    zip(a.means, b.means).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      + zip(a.deviations, b.deviations).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
