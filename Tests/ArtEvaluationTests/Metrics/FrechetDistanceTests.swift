import ArtEvaluation
import ArtTensor
import Foundation
import Testing

struct FrechetDistanceTests {
  private static let pool = ThreadPool(threads: 2)
  private static let sets = (try? MetricsGolden.content.get().sets) ?? []

  @Test(arguments: sets)
  func agreesWithSciPy(_ golden: MetricsGolden.Sets) throws {
    let (real, generated) = try golden.features()
    let found = try FrechetDistance(real: real, pool: Self.pool)(generated, pool: Self.pool)
    try expectEqual(found, golden.frechet, within: 1e-6, scale: 1e-3)
  }

  @Test func goldensAreThere() { #expect(Self.sets.count == 3) }

  /// With many images the distance comes near that of the distributions themselves, and the interval holds it.
  @Test(arguments: [
    ([0.0, 0, 0], [1.0, 1, 1], [0.0, 0, 0], [1.0, 1, 1]), ([0, 0, 0], [1, 1, 1], [1, -2, 0.5], [1, 1, 1]),
    ([5, 5, 5], [1, 2, 3], [5, 5, 5], [2, 2, 0.5]), ([100, -100, 0], [3, 0.1, 1], [101, -100, 1], [1, 0.2, 2]),
  ])
  func agreesWithTheClosedForm(means: [Double], deviations: [Double], others: [Double], widths: [Double]) throws {
    let count = 20_000
    let a = try Gaussian.features(count, means: means, deviations: deviations, seed: 1)
    let b = try Gaussian.features(count, means: others, deviations: widths, seed: 2)
    let found = try FrechetDistance(real: a, pool: Self.pool)(b, pool: Self.pool)
    let exact = Gaussian.distance((means, deviations), (others, widths))
    #expect(abs(found.value - exact) < 0.05 * max(exact, 0.1))
    let interval = try #require(found.interval)
    #expect(interval.low < found.value && found.value < interval.high)
    // Equal distributions lie at the border of what is possible: chance and the bias of the count push up.
    if exact > 0 { #expect(interval.low < exact && exact < interval.high) }
  }

  /// Few images in many features, and generated ones that hardly differ, as an untrained model makes them.
  @Test(arguments: [1e-2, 1e-4, 1e-6])
  func setsOfLowRankHaveADistance(deviation: Double) throws {
    let (width, rows) = (128, 40)
    let real = try Gaussian.features(
      rows, means: .init(repeating: 0, count: width), deviations: .init(repeating: 1, count: width), seed: 3)
    let one = try Gaussian.features(rows, means: [1], deviations: [deviation], seed: 4)
    let generated = try FeatureMatrix(
      rows: rows, columns: width, values: one.values.flatMap { value in (0..<width).map { $0 % 3 == 0 ? value : 0 } })
    let found = try FrechetDistance(real: real, pool: Self.pool)(generated, pool: Self.pool)
    // With nothing to overlap, the means' distance and the real images' spread.
    let means = (0..<width).map { column in (0..<rows).reduce(0) { $0 + real.values[$1 * width + column] } / Float(rows)
    }
    let apart = means.enumerated().reduce(0.0) { $0 + pow(Double($1.element) - ($1.offset % 3 == 0 ? 1 : 0), 2) }
    let spread = real.values.enumerated().reduce(0.0) {
      $0 + pow(Double($1.element - means[$1.offset % width]), 2) / Double(rows - 1)
    }
    #expect(abs(found.value - apart - spread) < 0.05 * (apart + spread))
  }

  @Test func equalSetsAreAtDistanceZero() throws {
    let (real, _) = try #require(Self.sets.first).features()
    #expect(try FrechetDistance(real: real, pool: Self.pool)(real, pool: Self.pool).value < 1e-9)
  }

  @Test func theIntervalTellsTheSpreadOfNewDraws() throws {
    // What 60 fresh pairs of sets give is what the interval of one of them promises: 1.96 deviations on either side.
    let (means, widths) = ([0.0, 0, 0, 0], [1.0, 1, 1, 1])
    var (values, reaches): ([Double], [Double]) = ([], [])
    for seed in 0..<60 {
      let a = try Gaussian.features(500, means: means, deviations: widths, seed: UInt64(2 * seed + 100))
      let b = try Gaussian.features(
        500, means: [1, 0, 0, 0], deviations: [1.5, 1, 1, 1], seed: UInt64(2 * seed + 101))
      let found = try FrechetDistance(real: a, pool: Self.pool)(b, pool: Self.pool)
      values.append(found.value)
      let interval = try #require(found.interval)
      reaches.append((interval.high - interval.low) / 2)
    }
    let mean = values.reduce(0, +) / 60
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59).squareRoot()
    let reach = reaches.reduce(0, +) / 60
    #expect((0.75...1.4).contains(reach / (2.09 * deviation)), "\(reach) for a deviation of \(deviation)")
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let (real, generated) = try #require(Self.sets.last).features()
    let (one, three) = (ThreadPool(threads: 1), ThreadPool(threads: 3))
    #expect(
      try FrechetDistance(real: real, pool: one)(generated, pool: one)
        == FrechetDistance(real: real, pool: three)(generated, pool: three))
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let (real, _) = try #require(Self.sets.first).features()
    let (other, _) = try #require(Self.sets.last).features()
    #expect(throws: MetricsError.tooFew(metric: "the Fréchet distance", found: 1, needed: 2)) {
      try FrechetDistance(real: real.slice(0..<1), pool: Self.pool)
    }
    #expect(throws: MetricsError.widthsDiffer(6, 48)) {
      try FrechetDistance(real: real, pool: Self.pool)(other, pool: Self.pool)
    }
    // Two or three images make a distance, but tell nothing of chance.
    let few = try FrechetDistance(real: real, pool: Self.pool)(real.slice(0..<3), pool: Self.pool)
    #expect(few.value > 0)
    #expect(few.interval == nil)
  }

  @Test func featuresMustBeNumbers() {
    #expect(throws: MetricsError.notFinite(row: 1)) {
      try FeatureMatrix(rows: 2, columns: 2, values: [1, 2, 3, .infinity])
    }
    #expect(throws: MetricsError.wrongCount(found: 3, rows: 2, columns: 2)) {
      try FeatureMatrix(rows: 2, columns: 2, values: [1, 2, 3])
    }
  }
}
