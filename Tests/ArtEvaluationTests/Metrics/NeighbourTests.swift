import ArtTensor
import Testing

@testable import ArtEvaluation

struct NeighbourTests {
  private static let pool = ThreadPool(threads: 2)
  private static let sets = (try? MetricsGolden.content.get().sets) ?? []

  @Test(arguments: sets)
  func neighbourhoodsAgreeWithNumPy(_ golden: MetricsGolden.Sets) throws {
    let (real, generated) = try golden.features()
    let found = try NeighbourhoodStatistics(
      real: real, generated: generated, key: RandomKey(seed: 1), pool: Self.pool)
    let expected = golden.neighbourhoods
    #expect(abs(found.precision.value - expected.precision) < 1e-12)
    #expect(abs(found.recall.value - expected.recall) < 1e-12)
    #expect(abs(found.density.value - expected.density) < 1e-12)
    #expect(abs(found.coverage.value - expected.coverage) < 1e-12)
    for estimate in [found.precision, found.recall, found.density, found.coverage] {
      let interval = try #require(estimate.interval)
      #expect(interval.low <= estimate.value && estimate.value <= interval.high)
    }
  }

  @Test(arguments: sets)
  func memorizationAgreesWithNumPy(_ golden: MetricsGolden.Sets) throws {
    let (real, generated) = try golden.features()
    let found = try Memorization(of: generated, training: real, pool: Self.pool)
    #expect(found.nearest.map(\.index) == golden.memorization.nearest)
    #expect(abs(found.share.value - golden.memorization.share) < 1e-12)
  }

  /// Over several tiles, against the plainest loops.
  @Test(arguments: [(1, 700, 1500, 3), (5, 129, 1025, 2), (3, 4, 4, 1)])
  func neighboursAreTheNearest(count: Int, rows: Int, others: Int, width: Int) throws {
    let zeros = [Double](repeating: 7, count: width)
    let ones = [Double](repeating: 1, count: width)
    let a = try Gaussian.features(rows, means: zeros, deviations: ones, seed: 3)
    let b = try Gaussian.features(others, means: zeros, deviations: ones, seed: 4)
    let found = try NearestNeighbours(count, of: a, in: b, pool: Self.pool)
    let within = NearestNeighbours(count, within: a, pool: Self.pool)
    for row in stride(from: 0, to: rows, by: 37) {
      #expect(found[row].map(\.index) == plain(row, a, b, excluding: nil, count))
      #expect(within[row].map(\.index) == plain(row, a, a, excluding: row, min(count, rows - 1)))
    }
  }

  private func plain(
    _ row: Int, _ a: FeatureMatrix, _ b: FeatureMatrix, excluding: Int?, _ count: Int
  ) -> [Int] {
    let squares = (0..<b.rows).map { other in
      (0..<a.columns).reduce(0.0) { sum, column in
        let apart = Double(a.values[row * a.columns + column]) - Double(b.values[other * a.columns + column])
        return sum + apart * apart
      }
    }
    let order = squares.indices.filter { $0 != excluding }.sorted { (squares[$0], $0) < (squares[$1], $1) }
    return Array(order.prefix(count))
  }

  @Test func aCopyIsFoundAndAtDistanceZero() throws {
    // Far from the origin, where single precision alone would see a distance.
    let set = try Gaussian.features(600, means: [1000, 1000], deviations: [1, 1], seed: 8)
    let found = try NearestNeighbours(1, of: set.gathering([17, 400]), in: set, pool: Self.pool)
    #expect(Array(found[0]) == [.init(index: 17, distance: 0)])
    #expect(Array(found[1]) == [.init(index: 400, distance: 0)])
  }

  @Test func copyingIsSeen() throws {
    let (means, widths) = ([Double](repeating: 0, count: 8), [Double](repeating: 1, count: 8))
    let set = try Gaussian.features(800, means: means, deviations: widths, seed: 9)
    let fresh = try Gaussian.features(400, means: means, deviations: widths, seed: 10)
    let copies = try FeatureMatrix(
      rows: 400, columns: 8, values: set.slice(0..<400).values.map { $0 + 0.01 })
    let share = { (features: FeatureMatrix) in
      try Memorization(of: features, training: set, pool: Self.pool).share.value
    }
    #expect(try share(copies) > 0.99)
    #expect(try (0.35...0.65).contains(share(fresh)))
  }

  @Test func repeatedTrainingImagesAreAtNoDistanceFromEachOther() throws {
    let set = try FeatureMatrix(rows: 4, columns: 1, values: [0, 0, 0, 5])
    let found = try Memorization(
      of: FeatureMatrix(rows: 3, columns: 1, values: [0, 0.5, 4]), training: set, pool: Self.pool)
    #expect(found.nearest.map(\.index) == [0, 0, 3])
    #expect(found.spacing == [0, 0, 5])
    #expect((0..<3).map(found.isMemorized) == [false, false, true])
  }

  /// Training images treated as if they were new, against a set from which each was taken away by hand.
  @Test func trainingImagesAreJudgedBesideAllOthers() throws {
    let set = try Gaussian.features(300, means: [5, 5, 5], deviations: [1, 1, 1], seed: 11)
    let twins = FeatureMatrix(unchecked: 302, 3, set.values + set.slice(0..<1).values + set.slice(7..<8).values)
    for training in [set, twins] {
      let found = try Memorization(ofFirst: 40, among: training, pool: Self.pool)
      #expect(found.nearest.count == 40)
      for row in 0..<40 {
        let rest = training.gathering((0..<training.rows).filter { $0 != row })
        let alone = try Memorization(of: training.slice(row..<(row + 1)), training: rest, pool: Self.pool)
        #expect(found.nearest[row].distance == alone.nearest[0].distance)
        #expect(found.spacing[row] == alone.spacing[0])
        #expect(found.isMemorized(row) == alone.isMemorized(0))
      }
    }
  }

  /// A memorized image among training images and its nearest count for each other: half as many tell something.
  @Test func theIntervalAllowsForPairs() throws {
    let set = try Gaussian.features(400, means: [0, 0], deviations: [1, 1], seed: 12)
    let found = try Memorization(ofFirst: 400, among: set, pool: Self.pool)
    let count = (0..<400).count { found.isMemorized($0) }
    #expect(count > 0 && count.isMultiple(of: 2))
    #expect(found.share == .share(count / 2, of: 200))
    #expect(found.share.value == Double(count) / 400)
    #expect(throws: MetricsError.tooFew(metric: "memorization", found: 2, needed: 3)) {
      try Memorization(ofFirst: 1, among: set.slice(0..<2), pool: Self.pool)
    }
  }

  @Test func equalDistributionsCoverEachOther() throws {
    let (means, widths) = ([Double](repeating: 0, count: 4), [Double](repeating: 1, count: 4))
    let a = try Gaussian.features(2000, means: means, deviations: widths, seed: 1)
    let b = try Gaussian.features(2000, means: means, deviations: widths, seed: 2)
    let same = try NeighbourhoodStatistics(real: a, generated: b, key: RandomKey(seed: 1), pool: Self.pool)
    // E coverage = 1 − (1/2)^k nearly, as in section 3.2 of Naeem et al.; E density = 1.
    #expect(abs(same.coverage.value - (1 - 1 / 32.0)) < 0.02)
    #expect(abs(same.density.value - 1) < 0.05)
    // One mode of two: what is there looks real, and half of the variety is missing.
    let two = try Gaussian.features(1000, means: [20, 0, 0, 0], deviations: widths, seed: 3)
    let both = try FeatureMatrix(rows: 2000, columns: 4, values: a.slice(0..<1000).values + two.values)
    let half = try NeighbourhoodStatistics(real: both, generated: b, key: RandomKey(seed: 1), pool: Self.pool)
    #expect(half.precision.value > 0.9)
    #expect(abs(half.recall.value - 0.5) < 0.05)
    #expect(abs(half.coverage.value - 0.5) < 0.05)
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let a = try Gaussian.features(1100, means: [0, 1, 2], deviations: [1, 1, 1], seed: 1)
    let b = try Gaussian.features(1300, means: [0, 1, 1], deviations: [1, 2, 1], seed: 2)
    func statistics(_ threads: Int) throws -> NeighbourhoodStatistics {
      try NeighbourhoodStatistics(real: a, generated: b, key: RandomKey(seed: 4), pool: ThreadPool(threads: threads))
    }
    #expect(try statistics(1) == statistics(3))
  }

  @Test func tooFewImagesAreRefused() throws {
    let (real, generated) = try #require(Self.sets.first).features()
    let name = "precision, recall, density and coverage"
    #expect(throws: MetricsError.tooFew(metric: name, found: 5, needed: 6)) {
      try NeighbourhoodStatistics(
        real: real, generated: generated.slice(0..<5), key: RandomKey(seed: 1), pool: Self.pool)
    }
    #expect(throws: MetricsError.tooFew(metric: "memorization", found: 1, needed: 2)) {
      try Memorization(of: generated, training: real.slice(0..<1), pool: Self.pool)
    }
  }
}
