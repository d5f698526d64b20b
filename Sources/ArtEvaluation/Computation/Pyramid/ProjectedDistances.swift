import ArtProducts
import ArtTensor

/// The distance, and that without each group of images.
struct ProjectedDistances {
  var whole: Double
  var without: [Double]

  /// As many directions at once as keep the threads busy, and no more: projections take memory.
  static let batch = 32

  init(meanOf all: [ProjectedDistances]) {
    let count = Double(max(all.count, 1))
    whole = all.reduce(0) { $0 + $1.whole } / count
    without = (all.first?.without.indices ?? 0..<0).map { group in
      all.reduce(0) { $0 + $1.without[group] } / count
    }
  }

  /// - Parameters:
  ///   - a: patches of the one set.
  ///   - b: as many of the other.
  ///   - directions: of length 1, one a row.
  ///   - images: the number of images in each set.
  ///   - jackknife: the groups of images.
  ///   - pool: the threads that do the work.
  init(
    _ a: PatchDescriptors, _ b: PatchDescriptors, _ directions: [Float], images: Int, _ jackknife: Jackknife?,
    _ pool: ThreadPool
  ) {
    let total = directions.count / a.size
    let groups = Self.groups(jackknife, images: images, patches: a.count)
    let count = jackknife?.groups ?? 0
    var sums = [Double](repeating: 0, count: total * (count + 1))
    for start in stride(from: 0, to: total, by: Self.batch) {
      let rows = min(Self.batch, total - start)
      let along = Array(directions[(start * a.size)..<((start + rows) * a.size)])
      let (x, y) = (Self.project(a, along, rows, pool), Self.project(b, along, rows, pool))
      sums.withUnsafeMutableBufferPointer { sums in
        // Each block writes the distances along its own direction.
        nonisolated(unsafe) let sums = sums
        pool.parallel(rows) { row in
          var (left, right) = (SortedProjection(count: a.count), SortedProjection(count: b.count))
          left.sort(x.pointer + row * a.count) { Int(groups[$0]) }
          right.sort(y.pointer + row * b.count) { Int(groups[$0]) }
          let place = (start + row) * (count + 1)
          sums[place] = left.distance(to: right)
          for group in 0..<count { sums[place + 1 + group] = left.distance(to: right, without: group) }
        }
      }
    }
    func mean(_ column: Int) -> Double {
      (0..<total).reduce(0) { $0 + sums[$1 * (count + 1) + column] } / Double(max(total, 1))
    }
    whole = mean(0)
    without = (0..<count).map { mean($0 + 1) }
  }

  func estimate(_ jackknife: Jackknife?) -> Estimate {
    Estimate(whole, interval: jackknife.map { $0.interval(around: whole, without: without) })
  }

  /// The group of each patch.
  private static func groups(_ jackknife: Jackknife?, images: Int, patches: Int) -> [UInt8] {
    guard let jackknife else { return [UInt8](repeating: 0, count: patches) }
    let perImage = patches / max(images, 1)
    return (0..<jackknife.groups).flatMap { group in
      [UInt8](repeating: UInt8(group), count: jackknife.rows(group, of: images).count * perImage)
    }
  }

  /// `[directions, patches]`.
  private static func project(
    _ patches: PatchDescriptors, _ directions: [Float], _ rows: Int, _ pool: ThreadPool
  ) -> AlignedStorage {
    let product = MatrixMultiply(rows: rows, columns: patches.count, inner: patches.size, transposingRight: true)
    let result = AlignedStorage(count: rows * patches.count)
    let workspace = AlignedStorage(count: product.workspaceCount(threads: pool.threads))
    directions.withUnsafeBufferPointer { directions in
      patches.values.withUnsafeBufferPointer { values in
        guard let left = directions.baseAddress, let right = values.baseAddress else { return }
        product(left: left, right: right, product: result.pointer, workspace: workspace.pointer, pool: pool)
      }
    }
    return result
  }
}
