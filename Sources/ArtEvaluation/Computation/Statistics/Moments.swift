import ArtTensor

/// Sums of features and of their products, from which mean and covariance follow. Sums of parts of a set add up to those
/// of the whole, and can be taken away from it again.
struct Moments: Sendable {
  var count: Int
  private var sums: [Double]
  /// Σ xᵢxⱼ for i ≤ j; below the diagonal nothing is kept.
  private var products: SquareMatrix

  /// - Parameters:
  ///   - features: the set.
  ///   - rows: the part of it to sum.
  ///   - origin: what is taken from each feature first, the same for all parts of what is compared: numbers near zero
  ///     lose less in squares.
  init(_ features: FeatureMatrix, rows: Range<Int>, origin: [Double]) {
    let width = features.columns
    count = rows.count
    var sums = [Double](repeating: 0, count: width)
    var products = SquareMatrix(zeros: width)
    var four = [Double](repeating: 0, count: 4 * width)
    features.values.withUnsafeBufferPointer { values in
      four.withUnsafeMutableBufferPointer { x in
        products.values.withUnsafeMutableBufferPointer { products in
          for start in stride(from: rows.lowerBound, to: rows.upperBound, by: 4) {
            for place in 0..<4 {
              let row = start + place
              for column in 0..<width {
                let value = row < rows.upperBound ? Double(values[row * width + column]) - origin[column] : 0
                x[place * width + column] = value
                sums[column] += value
              }
            }
            // Four rows at once: the products are read and written a quarter as often.
            for i in 0..<width {
              let (a, b, c, d) = (x[i], x[width + i], x[2 * width + i], x[3 * width + i])
              if a == 0, b == 0, c == 0, d == 0 { continue }
              for j in i..<width {
                products[i * width + j] += (a * x[j] + b * x[width + j]) + (c * x[2 * width + j] + d * x[3 * width + j])
              }
            }
          }
        }
      }
    }
    self.sums = sums
    self.products = products
  }

  static func += (a: inout Moments, b: Moments) {
    a.count += b.count
    for i in a.sums.indices { a.sums[i] += b.sums[i] }
    for i in a.products.values.indices { a.products.values[i] += b.products.values[i] }
  }

  static func - (a: Moments, b: Moments) -> Moments {
    var result = a
    result.count -= b.count
    for i in result.sums.indices { result.sums[i] -= b.sums[i] }
    for i in result.products.values.indices { result.products.values[i] -= b.products.values[i] }
    return result
  }

  /// The mean of each feature, from the origin.
  var mean: [Double] { sums.map { $0 / Double(count) } }

  /// The covariance, divided by count − 1.
  var covariance: SquareMatrix {
    let (n, mean) = (Double(count), mean)
    var result = products
    for i in 0..<result.size {
      for j in i..<result.size {
        let value = (result[i, j] - n * mean[i] * mean[j]) / (n - 1)
        result[i, j] = value
        result[j, i] = value
      }
    }
    return result
  }

  /// The moments of each of some groups of rows, on several threads.
  static func ofGroups(
    _ groups: [Range<Int>], _ features: FeatureMatrix, origin: [Double], pool: ThreadPool
  ) -> [Moments] {
    var results = [Moments?](repeating: nil, count: groups.count)
    results.withUnsafeMutableBufferPointer { results in
      // Each block writes its own result.
      nonisolated(unsafe) let results = results
      pool.parallel(groups.count) { group in
        results[group] = Moments(features, rows: groups[group], origin: origin)
      }
    }
    return results.compactMap(\.self)
  }
}
