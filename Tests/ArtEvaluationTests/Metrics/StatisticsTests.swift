import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtEvaluation

struct StatisticsTests {
  private static let pool = ThreadPool(threads: 2)

  @Test func wilsonsIntervalAgreesWithSciPy() throws {
    for golden in try MetricsGolden.content.get().shares {
      let interval = try #require(Estimate.share(golden.count, of: golden.total).interval)
      #expect(abs(interval.low - golden.low) < 1e-9)
      #expect(abs(interval.high - golden.high) < 1e-9)
    }
  }

  @Test func theBootstrapsIntervalIsThatOfTheMean() throws {
    let values = RandomKey(seed: 3).normals(count: 4000).map { 5 + 2 * Double($0) }
    let found = Estimate.mean(of: values, key: RandomKey(seed: 1), pool: Self.pool)
    let interval = try #require(found.interval)
    // 1.96 deviations of the mean on either side.
    let reach = 1.96 * 2 / Double(4000).squareRoot()
    #expect(abs(interval.high - found.value - reach) < 0.15 * reach)
    #expect(abs(found.value - interval.low - reach) < 0.15 * reach)
    #expect(Estimate.mean(of: values, key: RandomKey(seed: 1), pool: ThreadPool(threads: 3)) == found)
    #expect(Estimate.mean(of: [4], key: RandomKey(seed: 1), pool: Self.pool) == Estimate(4))
  }

  @Test func labelsAgreeWithSciPy() throws {
    let golden = try MetricsGolden.content.get().labels
    let table = try FeatureMatrix(
      rows: golden.rows, columns: golden.classes, values: golden.probabilities.map { Float($0) })
    let found = try LabelStatistics(probabilities: table)
    #expect(abs(found.confidence.value - golden.confidence) < 1e-7)
    #expect(abs(found.entropy.value - golden.entropy) < 1e-7)
    #expect(found.shares.map { Int(($0.value * Double(golden.rows)).rounded()) } == golden.chosen)
    let interval = try #require(found.confidence.interval)
    #expect(interval.low < golden.confidence && golden.confidence < interval.high)
  }

  @Test func anEntropyIsOfAsManyImagesAsAreAskedFor() throws {
    let rows: [[Float]] = [[1, 0], [1, 0], [0, 1], [0, 1]]
    let table = try FeatureMatrix(rows: 4, columns: 2, values: rows.flatMap(\.self))
    let found = try [nil, 9, 4, 2].map { try LabelStatistics(probabilities: table, entropyOver: $0) }
    #expect(found.map(\.entropy.value) == [1, 1, 1, 0])
    // Shares are of all images: how many there are moves none of them.
    #expect(found.allSatisfy { $0.shares.map(\.value) == [0.5, 0.5] })
  }

  @Test func imagesOfTheClassAskedForAreCounted() throws {
    let table = try FeatureMatrix(
      rows: 4, columns: 3, values: [0.7, 0.2, 0.1, 0, 0.4, 0.6, 0.5, 0.5, 0, 0.1, 0.8, 0.1])
    #expect(try LabelStatistics(probabilities: table).accuracy == nil)
    // Of two that are as likely the first is chosen.
    let found = try LabelStatistics(probabilities: table, expected: [0, 2, 1, 0])
    #expect(found.accuracy?.value == 0.5)
    #expect(found.accuracy?.interval != nil)
    #expect(found.shares.map(\.value) == [0.5, 0.25, 0.25])
    #expect(try LabelStatistics(probabilities: table, expected: [0, 2, 0, 1]).accuracy?.value == 1)
  }

  @Test func spreadAndExtremesAreCounted() throws {
    let features = try FeatureMatrix(rows: 2, columns: 2, values: [0, 1, 6, 9])
    #expect(abs(features.spread - 5) < 1e-12)
    #expect(try FeatureMatrix(rows: 3, columns: 1, values: [4, 4, 4]).spread == 0)
    let images = try ImageSet(height: 1, width: 4, channels: 1, pixels: [0, 1, 254, 255, 0, 0, 9, 9])
    #expect(images.shareOfExtremes == 0.5)
  }

  @Test(arguments: [(7, 0), (8, 4), (39, 19), (40, 20), (10_000, 20)])
  func groupsHoldTwoOrMore(count: Int, groups: Int) throws {
    let jackknife = Jackknife(count: count)
    #expect((jackknife?.groups ?? 0) == groups)
    guard let jackknife else { return }
    let ranges = (0..<groups).map { jackknife.rows($0, of: count) }
    #expect(ranges.allSatisfy { $0.count >= 2 })
    #expect(ranges.flatMap(Array.init) == Array(0..<count))
  }

  @Test func theJackknifeOfAMeanIsItsErrorFormula() throws {
    // For a mean of equal groups the jackknife's error is the deviation of the groups' means over √groups.
    let values = RandomKey(seed: 3).normals(count: 200).map(Double.init)
    let jackknife = try #require(Jackknife(count: 200))
    func mean(_ values: some Collection<Double>) -> Double { values.reduce(0, +) / Double(values.count) }
    let means = (0..<20).map { mean(values[jackknife.rows($0, of: 200)]) }
    let without = (0..<20).map { group in
      mean(values.indices.filter { !jackknife.rows(group, of: 200).contains($0) }.map { values[$0] })
    }
    let whole = mean(values)
    let spread = (means.reduce(0) { $0 + ($1 - whole) * ($1 - whole) } / 19).squareRoot()
    let interval = jackknife.interval(around: whole, without: without)
    #expect(abs((interval.high - interval.low) / 2 - 2.0930241 * spread / Double(20).squareRoot()) < 1e-9)
  }
}
