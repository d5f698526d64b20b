import ArtEvaluation
import ArtTensor
import ArtTestSupport
import Testing

/// `Tests/Goldens/metrics.json`: what NumPy and SciPy find.
struct MetricsGolden: Decodable, Sendable {
  struct Measured: Decodable, Sendable {
    let value: Double
    let low: Double
    let high: Double
  }

  struct Neighbourhoods: Decodable, Sendable {
    let precision: Double
    let recall: Double
    let density: Double
    let coverage: Double
  }

  struct Memorization: Decodable, Sendable {
    let share: Double
    let nearest: [Int]
  }

  /// Two sets of features and their metrics.
  struct Sets: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let columns: Int
    /// Rows, low, high.
    let real: [Double]
    let generated: [Double]
    let frechet: Measured
    let kernel: Measured
    let neighbourhoods: Neighbourhoods
    let memorization: Memorization

    var testDescription: String { name }

    func features() throws -> (real: FeatureMatrix, generated: FeatureMatrix) {
      func make(_ which: String, _ limits: [Double]) throws -> FeatureMatrix {
        let shape: Shape = [Int(limits[0]), columns]
        let numbers = RepeatableNumbers("metrics/\(name)/\(which)").tensor(shape, low: limits[1], high: limits[2])
        return try FeatureMatrix(rows: shape[0], columns: columns, values: numbers.scalars)
      }
      return (try make("real", real), try make("generated", generated))
    }
  }

  struct Pyramid: Decodable, Sendable, CustomTestStringConvertible {
    struct Level: Decodable, Sendable {
      let shape: [Int]
      let sum: Double
      let norm: Double
      /// The first ones.
      let numbers: [Double]
    }
    let stream: String
    let shape: [Int]
    let levels: [Level]

    var testDescription: String { stream }
  }

  struct Sliced: Decodable, Sendable {
    let patches: Int
    let size: Int
    let directions: Int
    let value: Double
    let low: Double
    let high: Double
  }

  struct Labels: Decodable, Sendable {
    let rows: Int
    let classes: Int
    let probabilities: [Double]
    let confidence: Double
    let entropy: Double
    let chosen: [Int]
  }

  struct Share: Decodable, Sendable {
    let count: Int
    let total: Int
    let low: Double
    let high: Double
  }

  struct Eigenvalues: Decodable, Sendable {
    let size: Int
    let values: [Double]
  }

  let sets: [Sets]
  let pyramids: [Pyramid]
  let sliced: Sliced
  let labels: Labels
  let shares: [Share]
  let eigenvalues: [Eigenvalues]

  static let content = Result { try GoldenFile<MetricsGolden>(named: "metrics").content }
}

/// How far two numbers are apart, beside the larger of `scale` and the expected one.
func error(_ found: Double, _ expected: Double, scale: Double = 1e-12) -> Double {
  abs(found - expected) / max(abs(expected), scale)
}

func expectEqual(
  _ found: Estimate, _ expected: MetricsGolden.Measured, within tolerance: Double, scale: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let interval = try #require(found.interval, sourceLocation: sourceLocation)
  for (a, b) in [(found.value, expected.value), (interval.low, expected.low), (interval.high, expected.high)] {
    #expect(error(a, b, scale: scale) < tolerance, "found \(a), expected \(b)", sourceLocation: sourceLocation)
  }
}
