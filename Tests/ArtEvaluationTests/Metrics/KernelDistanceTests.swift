import ArtEvaluation
import ArtTensor
import Testing

struct KernelDistanceTests {
  private static let pool = ThreadPool(threads: 2)
  private static let sets = (try? MetricsGolden.content.get().sets) ?? []

  @Test(arguments: sets)
  func agreesWithNumPy(_ golden: MetricsGolden.Sets) throws {
    let (real, generated) = try golden.features()
    let found = try KernelDistance.estimate(real: real, generated: generated, pool: Self.pool)
    // Products in single precision, beside kernel values of about 1.
    try expectEqual(found, golden.kernel, within: 1e-5, scale: 0.1)
  }

  /// In one dimension, for a normal distribution moved by m: E k over (0, 1) and (m, 1), by the moments of products.
  @Test func agreesWithTheClosedForm() throws {
    let count = 20_000
    let a = try Gaussian.features(count, means: [0], deviations: [1], seed: 5)
    let b = try Gaussian.features(count, means: [0.5], deviations: [1], seed: 6)
    // With s = xy: E(s + 1)³ = E s³ + 3 E s² + 3 E s + 1, and E s^n the product of the moments.
    func moments(_ m: Double) -> [Double] { [m, m * m + 1, m * m * m + 3 * m] }
    func kernel(_ x: Double, _ y: Double) -> Double {
      let (p, q) = (moments(x), moments(y))
      return p[2] * q[2] + 3 * p[1] * q[1] + 3 * p[0] * q[0] + 1
    }
    let exact = kernel(0, 0) + kernel(0.5, 0.5) - 2 * kernel(0, 0.5)
    let found = try KernelDistance.estimate(real: a, generated: b, pool: Self.pool)
    let interval = try #require(found.interval)
    #expect(interval.low < exact && exact < interval.high)
    #expect(abs(found.value - exact) < 0.1 * exact)
  }

  @Test func setsOfOneDistributionAreAtAboutZero() throws {
    // Unbiased: over several draws the values lie on both sides of zero, whatever the count.
    let values = try (0..<12).map { seed in
      let a = try Gaussian.features(60, means: [0, 0], deviations: [1, 1], seed: UInt64(2 * seed))
      let b = try Gaussian.features(60, means: [0, 0], deviations: [1, 1], seed: UInt64(2 * seed + 1))
      return try KernelDistance.estimate(real: a, generated: b, pool: Self.pool).value
    }
    #expect(values.contains { $0 < 0 } && values.contains { $0 > 0 })
    #expect(abs(values.reduce(0, +) / 12) < 0.15)
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    // More than one tile along both sides, and groups that end within tiles.
    let a = try Gaussian.features(1300, means: [0, 1, 2], deviations: [1, 1, 1], seed: 1)
    let b = try Gaussian.features(1100, means: [0, 1, 1], deviations: [1, 2, 1], seed: 2)
    let one = try KernelDistance.estimate(real: a, generated: b, pool: ThreadPool(threads: 1))
    #expect(try KernelDistance.estimate(real: a, generated: b, pool: ThreadPool(threads: 3)) == one)
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let (real, generated) = try #require(Self.sets.first).features()
    let (other, _) = try #require(Self.sets.last).features()
    #expect(throws: MetricsError.tooFew(metric: "the kernel distance", found: 1, needed: 2)) {
      try KernelDistance.estimate(real: real, generated: generated.slice(0..<1), pool: Self.pool)
    }
    #expect(throws: MetricsError.widthsDiffer(6, 48)) {
      try KernelDistance.estimate(real: real, generated: other, pool: Self.pool)
    }
  }
}
