import ArtTensor

/// Rows of bytes, and which of some centres is the nearest to each.
struct NearestCenters {
  private let rows: [Int16]
  private let columns: Int
  private let pool: ThreadPool

  private var count: Int { rows.count / columns }

  init(rows: [UInt8], columns: Int, pool: ThreadPool) {
    self.rows = rows.map(Int16.init)
    self.columns = columns
    self.pool = pool
  }

  /// Rows to begin with: the first any, each other one the likelier the farther it is from those before it. Fewer than
  /// `wanted` where there are no others.
  func firstCenters(_ wanted: Int, key: RandomKey) -> [[Int16]] {
    var centers = [row(key.int(0, below: count))]
    var distances = [Int32](repeating: .max, count: count)
    while centers.count < wanted {
      let latest = centers[centers.count - 1]
      fill(&distances) { row, known in min(known, Self.squaredDistance(row, latest)) }
      let total = distances.reduce(0) { $0 + Int($1) }
      guard total > 0 else { break }
      var place = key.int(UInt64(centers.count), below: total)
      let chosen = distances.firstIndex { distance in
        place -= Int(distance)
        return place < 0
      }
      centers.append(row(chosen ?? 0))
    }
    return centers
  }

  /// The nearest centre of each row, the first of equally near ones.
  func nearest(of centers: [[Int16]]) -> [Int] {
    var nearest = [Int](repeating: 0, count: count)
    fill(&nearest) { row, _ in
      var best = (cluster: 0, distance: Int32.max)
      for (cluster, center) in centers.enumerated() {
        let distance = Self.squaredDistance(row, center)
        if distance < best.distance { best = (cluster, distance) }
      }
      return best.cluster
    }
    return nearest
  }

  /// The mean of each cluster's rows, in whole numbers; where a cluster has none, its centre as it is.
  func means(_ clusterOfEach: [Int], of centers: [[Int16]]) -> [[Int16]] {
    var sums = centers.map { _ in [Int](repeating: 0, count: columns) }
    var sizes = centers.map { _ in 0 }
    for (index, cluster) in clusterOfEach.enumerated() {
      sizes[cluster] += 1
      for column in 0..<columns { sums[cluster][column] += Int(rows[index * columns + column]) }
    }
    return centers.indices.map { cluster in
      let size = sizes[cluster]
      return size == 0 ? centers[cluster] : sums[cluster].map { Int16(($0 + size / 2) / size) }
    }
  }

  private func row(_ index: Int) -> [Int16] { Array(rows[(index * columns)..<((index + 1) * columns)]) }

  /// Puts a number of each row in place of the one that is there.
  private func fill<T>(_ numbers: inout [T], _ number: (_ row: UnsafePointer<Int16>, _ known: T) -> T) {
    let block = 256
    rows.withUnsafeBufferPointer { rows in
      numbers.withUnsafeMutableBufferPointer { numbers in
        guard let first = rows.baseAddress else { return }
        // Rows are only read, and each block writes its own rows' numbers.
        nonisolated(unsafe) let (start, numbers) = (first, numbers)
        pool.parallel((numbers.count + block - 1) / block) { part in
          for index in (part * block)..<min((part + 1) * block, numbers.count) {
            numbers[index] = number(start + index * columns, numbers[index])
          }
        }
      }
    }
  }

  private static func squaredDistance(_ row: UnsafePointer<Int16>, _ center: [Int16]) -> Int32 {
    var sum: Int32 = 0
    for column in center.indices {
      let apart = Int32(row[column] &- center[column])
      sum &+= apart &* apart
    }
    return sum
  }
}
