public import ArtTensor

/// The kernel distance of two sets of features: the squared maximum mean discrepancy under the polynomial kernel
///
///     k(x, y) = (x·y / d + 1)³,  d the number of features
///
/// in the unbiased form, over all pairs. Its expectation does not depend on the number of images, and is 0 for sets of
/// one distribution, where a measured one can be below 0. It is known as KID where the features are those of the
/// Inception network.
///
/// Source: Bińkowski et al. 2018, "Demystifying MMD GANs", section 4; Gretton et al. 2012, "A kernel two-sample test",
/// equation 3.
public enum KernelDistance {
  /// - Parameters:
  ///   - real: features of at least two real images.
  ///   - generated: as many features of at least two generated images.
  ///   - pool: the threads that do the work.
  /// - Returns: the distance, with a jackknife's interval.
  /// - Throws: ``MetricsError`` for too few images or features of different widths.
  public static func estimate(
    real: FeatureMatrix, generated: FeatureMatrix, pool: ThreadPool
  ) throws(MetricsError) -> Estimate {
    let least = min(real.rows, generated.rows)
    guard least >= 2 else { throw .tooFew(metric: "the kernel distance", found: least, needed: 2) }
    guard real.columns == generated.columns else { throw .widthsDiffer(real.columns, generated.columns) }
    let jackknife = Jackknife(count: least)
    let sums = (
      KernelSums(within: real, jackknife, pool), KernelSums(within: generated, jackknife, pool),
      KernelSums(real, generated, isOneSet: false, jackknife, pool)
    )
    func distance(without group: Int?) -> Double {
      let (real, generated, both) = (
        sums.0.mean(without: group), sums.1.mean(without: group), sums.2.mean(without: group)
      )
      return real + generated - 2 * both
    }
    let value = distance(without: nil)
    guard let jackknife else { return Estimate(value) }
    let without = (0..<jackknife.groups).map { distance(without: $0) }
    return Estimate(value, interval: jackknife.interval(around: value, without: without))
  }
}

/// The kernel summed over all pairs of two groups, for all pairs of groups of two sets. Within one set no image is
/// paired with itself.
private struct KernelSums {
  private let groups: Int
  /// `[groups, groups]`.
  private var sums: [Double]
  private var pairs: [Int]

  init(within set: FeatureMatrix, _ jackknife: Jackknife?, _ pool: ThreadPool) {
    self.init(set, set, isOneSet: true, jackknife, pool)
  }

  init(
    _ left: FeatureMatrix, _ right: FeatureMatrix, isOneSet: Bool, _ jackknife: Jackknife?, _ pool: ThreadPool
  ) {
    let groups = jackknife?.groups ?? 1
    func range(_ group: Int, _ count: Int) -> Range<Int> { jackknife?.rows(group, of: count) ?? 0..<count }
    let ends = (0..<groups).map { range($0, right.rows).upperBound }
    // A row of sums for each row of the left set.
    var rowSums = [Double](repeating: 0, count: left.rows * groups)
    let scale = 1 / Double(left.columns)
    rowSums.withUnsafeMutableBufferPointer { rowSums in
      // Each tile writes the sums of its own rows, and tiles of the same rows follow one another.
      nonisolated(unsafe) let rowSums = rowSums
      ProductTiles(left, right).forEach(pool: pool) { rows, columns, products in
        for row in rows {
          let line = products + (row - rows.lowerBound) * columns.count - columns.lowerBound
          var column = columns.lowerBound
          var group = ends.firstIndex { $0 > column } ?? groups - 1
          while column < columns.upperBound {
            let end = min(ends[group], columns.upperBound)
            var sum = 0.0
            for place in column..<end {
              let base = Double(line[place]) * scale + 1
              sum += base * base * base
            }
            if isOneSet, (column..<end).contains(row) {
              let base = Double(line[row]) * scale + 1
              sum -= base * base * base
            }
            rowSums[row * groups + group] += sum
            column = end
            group += 1
          }
        }
      }
    }
    var sums = [Double](repeating: 0, count: groups * groups)
    var pairs = [Int](repeating: 0, count: groups * groups)
    for a in 0..<groups {
      let rows = range(a, left.rows)
      for b in 0..<groups {
        sums[a * groups + b] = rows.reduce(0) { $0 + rowSums[$1 * groups + b] }
        pairs[a * groups + b] = rows.count * range(b, right.rows).count - (isOneSet && a == b ? rows.count : 0)
      }
    }
    self.groups = groups
    self.sums = sums
    self.pairs = pairs
  }

  /// The mean over all pairs in which no image is of the group.
  func mean(without left: Int?) -> Double {
    var (sum, count) = (0.0, 0)
    for a in 0..<groups where a != left {
      for b in 0..<groups where b != left {
        sum += sums[a * groups + b]
        count += pairs[a * groups + b]
      }
    }
    return sum / Double(max(count, 1))
  }
}
