public import ArtTensor

/// How well generated images look like real ones, and how much of the real images' variety they show: told by which
/// lie in each other's neighbourhoods. An image's neighbourhood is the ball around it that reaches to its k-th nearest
/// neighbour in its own set.
///
/// Precision and recall: Kynkäänniemi et al. 2019, "Improved precision and recall metric for assessing generative
/// models". Density and coverage: Naeem et al. 2020, "Reliable fidelity and diversity metrics for generative models".
///
/// The intervals say how far chance in the images that are counted carries a share, with the neighbourhoods as they
/// are: those of generated images for precision and density, of real ones for recall and coverage.
public struct NeighbourhoodStatistics: Hashable, Sendable, Codable {
  /// The share of generated images that lie in the neighbourhood of some real image: fidelity.
  public var precision: Estimate
  /// The share of real images that lie in the neighbourhood of some generated image: variety.
  public var recall: Estimate
  /// In how many real neighbourhoods a generated image lies, over k: fidelity that outliers among the real images do
  /// not help. 1 is expected for images of one distribution; it can be more.
  public var density: Estimate
  /// The share of real images whose neighbourhood holds a generated image: variety that outliers among the generated
  /// images do not help.
  public var coverage: Estimate
}

extension NeighbourhoodStatistics {
  /// k of precision and recall, as in their paper.
  public static let precisionNeighbours = 3
  /// k of density and coverage, as in their paper.
  public static let densityNeighbours = 5

  /// - Parameters:
  ///   - real: features of the real images, more than k.
  ///   - generated: features of generated images, more than k.
  ///   - key: decides what the bootstrap draws.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError`` for too few images or features of different widths.
  public init(
    real: FeatureMatrix, generated: FeatureMatrix, key: RandomKey, pool: ThreadPool
  ) throws(MetricsError) {
    try self.init(real: RealNeighbourhoods(real, pool: pool), generated: generated, key: key, pool: pool)
  }

  /// The same for a set of real images whose neighbourhoods are known.
  public init(
    real: RealNeighbourhoods, generated: FeatureMatrix, key: RandomKey, pool: ThreadPool
  ) throws(MetricsError) {
    try RealNeighbourhoods.check(generated.rows)
    guard real.features.columns == generated.columns else {
      throw .widthsDiffer(real.features.columns, generated.columns)
    }
    let reach = Self.squaredReach(
      NearestNeighbours(Self.precisionNeighbours, within: generated, pool: pool), generated.rows,
      Self.precisionNeighbours)
    let seen = Seen(real, by: generated, reach: reach, pool)
    let hits = Hits(generated, in: real, pool)
    precision = .share(hits.isInside.count { $0 }, of: generated.rows)
    recall = .share(seen.isReached.count { $0 }, of: real.features.rows)
    coverage = .share(seen.isCovered.count { $0 }, of: real.features.rows)
    density = .mean(
      of: hits.count.map { Double($0) / Double(Self.densityNeighbours) }, key: key, pool: pool)
  }

  /// The squares of the neighbourhoods' radii.
  static func squaredReach(_ neighbours: NearestNeighbours, _ rows: Int, _ k: Int) -> [Float] {
    (0..<rows).map { row in
      let distance = neighbours.distance(row, toNeighbour: k)
      return Float(distance * distance)
    }
  }
}

/// The neighbourhoods of a set of real images, found once for all models that are measured against it.
public struct RealNeighbourhoods: Sendable {
  let features: FeatureMatrix
  /// Squared radii for precision.
  let narrow: [Float]
  /// Squared radii for density and coverage.
  let wide: [Float]

  /// - Throws: ``MetricsError/tooFew(metric:found:needed:)`` unless there are more than k images.
  public init(_ features: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    try Self.check(features.rows)
    self.features = features
    let neighbours = NearestNeighbours(NeighbourhoodStatistics.densityNeighbours, within: features, pool: pool)
    narrow = NeighbourhoodStatistics.squaredReach(
      neighbours, features.rows, NeighbourhoodStatistics.precisionNeighbours)
    wide = NeighbourhoodStatistics.squaredReach(neighbours, features.rows, NeighbourhoodStatistics.densityNeighbours)
  }

  static func check(_ count: Int) throws(MetricsError) {
    let needed = NeighbourhoodStatistics.densityNeighbours + 1
    guard count >= needed else {
      throw .tooFew(metric: "precision, recall, density and coverage", found: count, needed: needed)
    }
  }
}

/// What the generated images reach, for each real image.
private struct Seen {
  /// Whether the real image lies in a generated one's neighbourhood.
  var isReached: [Bool]
  /// Whether a generated image lies in the real one's neighbourhood.
  var isCovered: [Bool]

  init(_ real: RealNeighbourhoods, by generated: FeatureMatrix, reach: [Float], _ pool: ThreadPool) {
    isReached = [Bool](repeating: false, count: real.features.rows)
    isCovered = isReached
    isReached.withUnsafeMutableBufferPointer { isReached in
      isCovered.withUnsafeMutableBufferPointer { isCovered in
        reach.withUnsafeBufferPointer { reach in
          // Each tile writes what belongs to its own rows, and tiles of the same rows follow one another.
          nonisolated(unsafe) let (isReached, isCovered, reach) = (isReached, isCovered, reach)
          DistanceTiles(real.features, generated).forEach(pool: pool) { rows, columns, tile in
            for row in rows {
              let line = tile + (row - rows.lowerBound) * columns.count
              var (inside, covering) = (Int32(0), Int32(0))
              let wide = real.wide[row]
              for place in 0..<columns.count {
                inside += line[place] <= reach[columns.lowerBound + place] ? 1 : 0
                covering += line[place] < wide ? 1 : 0
              }
              if inside > 0 { isReached[row] = true }
              if covering > 0 { isCovered[row] = true }
            }
          }
        }
      }
    }
  }
}

/// The real neighbourhoods that each generated image lies in.
private struct Hits {
  /// Whether it lies in any, of the narrow ones.
  var isInside: [Bool]
  /// In how many it lies, of the wide ones.
  var count: [Int32]

  init(_ generated: FeatureMatrix, in real: RealNeighbourhoods, _ pool: ThreadPool) {
    isInside = [Bool](repeating: false, count: generated.rows)
    count = [Int32](repeating: 0, count: generated.rows)
    isInside.withUnsafeMutableBufferPointer { isInside in
      count.withUnsafeMutableBufferPointer { count in
        real.narrow.withUnsafeBufferPointer { narrow in
          real.wide.withUnsafeBufferPointer { wide in
            // Each tile writes what belongs to its own rows, and tiles of the same rows follow one another.
            nonisolated(unsafe) let (isInside, count, narrow, wide) = (isInside, count, narrow, wide)
            DistanceTiles(generated, real.features).forEach(pool: pool) { rows, columns, tile in
              for row in rows {
                let line = tile + (row - rows.lowerBound) * columns.count
                var (near, within) = (Int32(0), Int32(0))
                for place in 0..<columns.count {
                  near += line[place] <= narrow[columns.lowerBound + place] ? 1 : 0
                  within += line[place] < wide[columns.lowerBound + place] ? 1 : 0
                }
                if near > 0 { isInside[row] = true }
                count[row] += within
              }
            }
          }
        }
      }
    }
  }
}
