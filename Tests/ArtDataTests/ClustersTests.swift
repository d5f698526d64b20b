@testable import ArtData
import ArtTensor
import Testing

/// Clusters of alike images.
struct ClustersTests {
  private static let pool = ThreadPool(threads: 2)

  /// Rows around some middles, a few of each in turn, and which middle each belongs to.
  private static func groups(_ middles: [[Int]], of sizes: [Int], spread: Int) -> (rows: [UInt8], group: [Int]) {
    let key = RandomKey(seed: 3)
    var group: [Int] = []
    for (number, size) in sizes.enumerated() { group += Array(repeating: number, count: size) }
    group = key.permutation(count: group.count).map { group[$0] }
    let columns = middles[0].count
    let rows = group.enumerated().flatMap { index, number in
      middles[number].enumerated().map { column, middle in
        UInt8(middle + key.folded(1).int(UInt64(index * columns + column), below: 2 * spread + 1) - spread)
      }
    }
    return (rows, group)
  }

  @Test func groupsThatLieApartAreFound() {
    let (rows, group) = Self.groups(
      [[40, 200, 90, 20], [200, 40, 30, 240], [130, 120, 220, 120]], of: [100, 300, 200], spread: 15)
    let clusters = KMeans(rows, columns: 4, count: 3, key: RandomKey(seed: 1), pool: Self.pool)
    #expect(clusters.count == 3)
    // The largest comes first: the second group, then the third, then the first.
    #expect(clusters.clusterOfEach == group.map { [2, 0, 1][$0] })
  }

  @Test func eachRowIsInTheClusterOfTheNearestMean() {
    let key = RandomKey(seed: 8)
    let (count, columns) = (500, 5)
    let rows = (0..<(count * columns)).map { UInt8(key.int(UInt64($0), below: 256)) }
    let found = KMeans(rows, columns: columns, count: 7, rounds: 1000, key: RandomKey(seed: 1), pool: Self.pool)
    #expect(found.count == 7)
    var sums = Array(repeating: [Double](repeating: 0, count: columns), count: 7)
    var sizes = [Double](repeating: 0, count: 7)
    for row in 0..<count {
      sizes[found.clusterOfEach[row]] += 1
      for column in 0..<columns { sums[found.clusterOfEach[row]][column] += Double(rows[row * columns + column]) }
    }
    #expect(sizes == sizes.sorted(by: >))
    for row in 0..<count {
      let distances = (0..<7).map { cluster in
        (0..<columns).reduce(0.0) { sum, column in
          // Centres are whole numbers.
          let center = ((sums[cluster][column] / sizes[cluster]) + 0.5).rounded(.down)
          let apart = Double(rows[row * columns + column]) - center
          return sum + apart * apart
        }
      }
      #expect(distances[found.clusterOfEach[row]] == distances.min())
    }
  }

  @Test(arguments: [1, 3]) func theyAreTheSameForAnyNumberOfThreads(threads: Int) {
    let key = RandomKey(seed: 5)
    let rows = (0..<4000).map { UInt8(key.int(UInt64($0), below: 256)) }
    let one = KMeans(rows, columns: 4, count: 9, key: RandomKey(seed: 2), pool: Self.pool)
    let other = KMeans(rows, columns: 4, count: 9, key: RandomKey(seed: 2), pool: ThreadPool(threads: threads))
    #expect(one.clusterOfEach == other.clusterOfEach)
  }

  @Test(arguments: [(1, 1), (2, 2), (5, 2)]) func rowsThatAreAlikeMakeFewerClusters(wanted: Int, found: Int) {
    let rows = Array(repeating: [UInt8](repeating: 7, count: 3), count: 30) + [[9, 9, 9]]
    let clusters = KMeans(rows.flatMap(\.self), columns: 3, count: wanted, key: RandomKey(seed: 1), pool: Self.pool)
    #expect(clusters.count == found)
    #expect(clusters.clusterOfEach == Array(repeating: 0, count: 30) + [found - 1])
  }

  @Test func aSetGetsClustersForClasses() throws {
    // Bright and dark images of 20×20, which are compared as thumbnails.
    let pixels = (0..<100).flatMap { (index: Int) -> [UInt8] in
      let brightness = index % 4 == 0 ? 200 : 20 + index % 7
      return [UInt8](repeating: UInt8(brightness), count: 400)
    }
    let labels = (0..<100).map { $0 % 2 }
    let set = try Dataset(
      name: "squares", height: 20, width: 20, channels: 1, pixels: pixels, labels: labels, classNames: ["a", "b"])
    let clustered = try set.clustered(2, pool: Self.pool)
    #expect(clustered.classNames == ["cluster 0", "cluster 1"])
    #expect(clustered.labels == (0..<100).map { $0 % 4 == 0 ? 1 : 0 })
    #expect(clustered.pixels == set.pixels)
    // No more than one for 20 images.
    #expect(try set.clustered(50, pool: Self.pool).classNames.count == 5)
    #expect(try set.subset(Array(0..<30)).clustered(50, pool: Self.pool).classNames.count == 1)
  }
}
