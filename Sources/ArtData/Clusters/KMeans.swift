import ArtTensor

/// Rows of bytes in clusters: each row belongs to the cluster whose centre, the mean of its rows, is the nearest.
///
/// Whole numbers only, so that the clusters are the same wherever and however often they are looked for.
///
/// Source: Lloyd 1982, "Least squares quantization in PCM"; the first centres are those of Arthur and Vassilvitskii 2007,
/// "k-means++: the advantages of careful seeding".
struct KMeans {
  /// The cluster of each row; 0 is the largest.
  let clusterOfEach: [Int]
  /// The clusters, none of them empty: fewer than were asked for where rows are alike.
  let count: Int

  /// - Parameters:
  ///   - rows: `[rows, columns]`, one after the other; at least one.
  ///   - columns: the numbers of a row; fewer than 30,000, so that squared distances fit into 32 bits.
  ///   - count: how many clusters there shall be, at least 1.
  ///   - rounds: after so many the centres are good enough, if they have not come to rest before.
  ///   - key: decides the first centres.
  ///   - pool: the threads that do the work.
  init(_ rows: [UInt8], columns: Int, count: Int, rounds: Int = 50, key: RandomKey, pool: ThreadPool) {
    let search = NearestCenters(rows: rows, columns: columns, pool: pool)
    var centers = search.firstCenters(count, key: key)
    var nearest = search.nearest(of: centers)
    for _ in 0..<rounds {
      centers = search.means(nearest, of: centers)
      let next = search.nearest(of: centers)
      if next == nearest { break }
      nearest = next
    }
    var sizes = [Int](repeating: 0, count: centers.count)
    for cluster in nearest { sizes[cluster] += 1 }
    let order = sizes.indices.filter { sizes[$0] > 0 }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    var numbers = [Int](repeating: 0, count: centers.count)
    for (number, cluster) in order.enumerated() { numbers[cluster] = number }
    clusterOfEach = nearest.map { numbers[$0] }
    self.count = order.count
  }
}
