public import ArtTensor

/// For each row of one set the nearest rows of another, or of the same set without the row itself.
public struct NearestNeighbours: Sendable {
  /// A row, and how far away it is.
  public struct Neighbour: Hashable, Sendable {
    public var index: Int
    /// The Euclidean distance, computed in double precision.
    public var distance: Double
  }

  /// How many neighbours each row has: as many as were asked for, or all that there are.
  public let count: Int
  private let neighbours: [Neighbour]

  /// The nearest rows of `set` to each row of `features`.
  ///
  /// - Parameters:
  ///   - count: how many are wanted for each row.
  ///   - features: the rows to find neighbours of.
  ///   - set: the rows to find them among.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError/widthsDiffer(_:_:)``.
  public init(
    _ count: Int, of features: FeatureMatrix, in set: FeatureMatrix, pool: ThreadPool
  ) throws(MetricsError) {
    guard features.columns == set.columns else { throw .widthsDiffer(features.columns, set.columns) }
    self.init(count, features, set, isOneSet: false, pool)
  }

  /// The nearest other rows to each row of a set.
  public init(_ count: Int, within set: FeatureMatrix, pool: ThreadPool) {
    self.init(count, set, set, isOneSet: true, pool)
  }

  /// The neighbours of one row, the nearest first; of equally near ones the first.
  public subscript(row: Int) -> ArraySlice<Neighbour> {
    neighbours[(row * count)..<((row + 1) * count)]
  }

  /// The distance from a row to its k-th neighbour, counted from 1.
  ///
  /// - Precondition: `1 <= k <= count`.
  public func distance(_ row: Int, toNeighbour k: Int) -> Double {
    neighbours[row * count + k - 1].distance
  }

  private init(
    _ count: Int, _ features: FeatureMatrix, _ set: FeatureMatrix, isOneSet: Bool, _ pool: ThreadPool
  ) {
    let count = max(min(count, set.rows - (isOneSet ? 1 : 0)), 0)
    self.count = count
    guard count > 0, features.rows > 0 else {
      neighbours = []
      return
    }
    // Single precision can swap near ties, so that a few more are kept, and their distances then computed again.
    let kept = min(count + 4, set.rows - (isOneSet ? 1 : 0))
    var squares = [Float](repeating: .infinity, count: features.rows * kept)
    var indices = [Int](repeating: 0, count: features.rows * kept)
    var found = [Neighbour](repeating: Neighbour(index: 0, distance: 0), count: features.rows * count)
    squares.withUnsafeMutableBufferPointer { squares in
      indices.withUnsafeMutableBufferPointer { indices in
        // Each tile writes what belongs to its own rows, and tiles of the same rows follow one another.
        nonisolated(unsafe) let (squares, indices) = (squares, indices)
        DistanceTiles(features, set).forEach(pool: pool) { rows, columns, tile in
          for row in rows {
            let line = tile + (row - rows.lowerBound) * columns.count
            let first = row * kept
            var farthest = squares[first + kept - 1]
            for place in 0..<columns.count where line[place] < farthest {
              let index = columns.lowerBound + place
              if isOneSet && index == row { continue }
              var slot = first + kept - 1
              while slot > first, squares[slot - 1] > line[place] {
                squares[slot] = squares[slot - 1]
                indices[slot] = indices[slot - 1]
                slot -= 1
              }
              squares[slot] = line[place]
              indices[slot] = index
              farthest = squares[first + kept - 1]
            }
          }
        }
      }
    }
    found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = found
      let block = 64
      pool.parallel((features.rows + block - 1) / block) { number in
        for row in (number * block)..<min((number + 1) * block, features.rows) {
          let exact = indices[(row * kept)..<((row + 1) * kept)].map { index in
            Neighbour(index: index, distance: Self.distance(features, row, set, index))
          }
          let ordered = exact.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
          for (place, neighbour) in ordered.prefix(count).enumerated() { found[row * count + place] = neighbour }
        }
      }
    }
    neighbours = found
  }

  private static func distance(_ a: FeatureMatrix, _ row: Int, _ b: FeatureMatrix, _ other: Int) -> Double {
    a.values.withUnsafeBufferPointer { x in
      b.values.withUnsafeBufferPointer { y in
        var sum = 0.0
        for column in 0..<a.columns {
          let apart = Double(x[row * a.columns + column]) - Double(y[other * b.columns + column])
          sum += apart * apart
        }
        return sum.squareRoot()
      }
    }
  }
}
