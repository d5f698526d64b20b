/// What is compared: a vector of numbers, its features, for each image of a set.
///
/// Rows that follow one another are left out together where a metric's interval is estimated, so the rows of a set should
/// be in random order, not sorted by class.
public struct FeatureMatrix: Hashable, Sendable {
  /// The number of images.
  public let rows: Int
  /// The number of features of each.
  public let columns: Int
  /// `[rows, columns]`, row after row.
  public let values: [Float]

  /// - Throws: ``MetricsError/wrongCount(found:rows:columns:)``, or ``MetricsError/notFinite(row:)`` for numbers that no
  ///   metric could be made of.
  public init(rows: Int, columns: Int, values: [Float]) throws(MetricsError) {
    guard rows >= 0, columns > 0, values.count == rows * columns else {
      throw .wrongCount(found: values.count, rows: rows, columns: columns)
    }
    if let bad = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: bad / columns) }
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// For numbers that are finite and fill their table by construction.
  init(unchecked rows: Int, _ columns: Int, _ values: [Float]) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Some of the rows, in their order.
  public func slice(_ range: Range<Int>) -> FeatureMatrix {
    let range = range.clamped(to: 0..<rows)
    return FeatureMatrix(
      unchecked: range.count, columns, Array(values[(range.lowerBound * columns)..<(range.upperBound * columns)]))
  }

  /// The rows at `indices`, in that order.
  ///
  /// - Precondition: every index is in `0 ..< rows`.
  public func gathering(_ indices: [Int]) -> FeatureMatrix {
    var chosen: [Float] = []
    chosen.reserveCapacity(indices.count * columns)
    for index in indices { chosen += values[(index * columns)..<((index + 1) * columns)] }
    return FeatureMatrix(unchecked: indices.count, columns, chosen)
  }

  /// The mean of each column.
  func columnMeans() -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for column in 0..<columns { sums[column] += Double(values[row * columns + column]) }
      }
    }
    return sums.map { $0 / Double(max(rows, 1)) }
  }

  /// Each number less its column's `offset`. Distances stay, and numbers near zero lose less of them to rounding.
  func subtracting(_ offset: [Double]) -> FeatureMatrix {
    var moved = values
    moved.withUnsafeMutableBufferPointer { moved in
      for row in 0..<rows {
        for column in 0..<columns {
          let place = row * columns + column
          moved[place] = Float(Double(moved[place]) - offset[column])
        }
      }
    }
    return FeatureMatrix(unchecked: rows, columns, moved)
  }

  /// How far the rows are from their mean: the root of the mean squared distance. Sets that vary less have less.
  public var spread: Double {
    guard rows > 0 else { return 0 }
    let mean = columnMeans()
    var sum = 0.0
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for column in 0..<columns {
          let apart = Double(values[row * columns + column]) - mean[column]
          sum += apart * apart
        }
      }
    }
    return (sum / Double(rows)).squareRoot()
  }
}
