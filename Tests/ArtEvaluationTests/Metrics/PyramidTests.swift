import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtEvaluation

struct PyramidTests {
  private static let pool = ThreadPool(threads: 2)
  private static let pyramids = (try? MetricsGolden.content.get().pyramids) ?? []

  private func noise(_ count: Int, side: Int = 28, channels: Int = 1, seed: UInt64) throws -> ImageSet {
    let key = RandomKey(seed: seed)
    let bytes = key.normals(count: count * side * side * channels).map { UInt8(min(max(128 + 30 * $0, 0), 255)) }
    return try ImageSet(height: side, width: side, channels: channels, pixels: bytes)
  }

  @Test(arguments: pyramids)
  func levelsAgreeWithSciPy(_ golden: MetricsGolden.Pyramid) throws {
    let shape = golden.shape
    let numbers = RepeatableNumbers(golden.stream).tensor(Shape(shape), low: 0, high: 256).scalars
    let set = try ImageSet(
      height: shape[0], width: shape[1], channels: shape[2], pixels: numbers.map { UInt8($0) })
    let pyramid = LaplacianPyramid(set.level(0), levels: golden.levels.count)
    #expect(pyramid.levels.count == golden.levels.count)
    for (number, (level, expected)) in zip(pyramid.levels, golden.levels).enumerated() {
      #expect([level.height, level.width, level.channels] == expected.shape)
      #expect(level.height == LaplacianPyramid.side(shape[0], level: number))
      for (a, b) in zip(level.values, expected.numbers) { #expect(abs(Double(a) - b) < 1e-3) }
      let norm = level.values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect(error(norm, expected.norm) < 1e-5)
      #expect(abs(level.values.reduce(0.0) { $0 + Double($1) } - expected.sum) < 0.05)
    }
  }

  @Test func goldensAreThere() { #expect(Self.pyramids.count == 3) }

  @Test func projectionsAgreeWithSciPy() throws {
    let golden = try MetricsGolden.content.get().sliced
    func patches(_ which: String, _ low: Double, _ high: Double) -> PatchDescriptors {
      let shape: Shape = [golden.patches, golden.size]
      let numbers = RepeatableNumbers("metrics/sliced/\(which)").tensor(shape, low: low, high: high)
      return PatchDescriptors(count: golden.patches, size: golden.size, values: numbers.scalars)
    }
    let directions = RepeatableNumbers("metrics/sliced/directions")
      .tensor([golden.directions, golden.size], low: -0.2, high: 0.2).scalars
    let jackknife = Jackknife(count: golden.patches, most: 10)
    let found = ProjectedDistances(
      patches("a", -2, 1), patches("b", -1, 2), directions, images: golden.patches, jackknife, Self.pool)
    try expectEqual(
      found.estimate(jackknife), .init(value: golden.value, low: golden.low, high: golden.high), within: 1e-5,
      scale: 1e-3)
  }

  @Test func numbersAreSorted() {
    let numbers: [Float] = [3, -1, 0, -0.0, 1e-38, -1e38, 2.5, -2.5, 7, 1e20, -Float.leastNormalMagnitude / 16]
    var projection = SortedProjection(count: numbers.count)
    var flat = SortedProjection(count: numbers.count)
    projection.sort(numbers) { $0 % 3 }
    flat.sort([Float](repeating: 0, count: numbers.count)) { $0 % 3 }
    // The distance to zeros is the mean size, in whatever order.
    let mean = numbers.reduce(0.0) { $0 + Double(abs($1)) } / Double(numbers.count)
    #expect(error(projection.distance(to: flat), mean) < 1e-6)
    // Against a copy whose numbers come in another order nothing is left.
    var reversed = SortedProjection(count: numbers.count)
    reversed.sort(Array(numbers.reversed())) { (numbers.count - 1 - $0) % 3 }
    #expect(projection.distance(to: reversed) == 0)
    for group in 0..<3 { #expect(projection.distance(to: reversed, without: group) == 0) }
    let rest = numbers.indices.filter { $0 % 3 != 1 }.map { Double(abs(numbers[$0])) }
    #expect(error(projection.distance(to: flat, without: 1), rest.reduce(0, +) / Double(rest.count)) < 1e-6)
  }

  @Test func patchesHaveMeanZeroAndDeviationOne() throws {
    let set = try noise(20, side: 16, channels: 3, seed: 1)
    let patches = PatchDescriptors(
      set, level: 0, of: 1, perImage: 9, key: RandomKey(seed: 2), pool: Self.pool)
    #expect(patches.count == 180)
    #expect(patches.size == 147)
    for channel in 0..<3 {
      let numbers = stride(from: channel, to: patches.values.count, by: 3).map { Double(patches.values[$0]) }
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      #expect(abs(mean) < 1e-5)
      #expect(abs(numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count) - 1) < 1e-5)
    }
    // Nothing is divided by the deviation of a set without any.
    let grey = try ImageSet(height: 16, width: 16, channels: 1, pixels: [UInt8](repeating: 9, count: 512))
    let still = PatchDescriptors(grey, level: 0, of: 1, perImage: 2, key: RandomKey(seed: 2), pool: Self.pool)
    #expect(still.values.allSatisfy { $0 == 0 })
  }

  @Test func blurIsSeenAtTheFineScale() throws {
    let (a, b) = (try noise(200, seed: 1), try noise(200, seed: 2))
    let effort = SlicedWasserstein.Effort.quick
    let same = try SlicedWasserstein(real: a, generated: b, effort: effort, key: RandomKey(seed: 1), pool: Self.pool)
    #expect(same.scales.map { [$0.height, $0.width] } == [[28, 28], [14, 14]])
    #expect(same.patches == 200 * 40)
    // Rows repeated: half of the fine detail is gone.
    var doubled = b.pixels
    for place in doubled.indices where place / 28 % 2 == 1 { doubled[place] = doubled[place - 28] }
    let coarse = try ImageSet(height: 28, width: 28, channels: 1, pixels: doubled)
    let found = try SlicedWasserstein(
      real: a, generated: coarse, effort: effort, key: RandomKey(seed: 1), pool: Self.pool)
    #expect(found.scales[0].distance.value > 1.8 * same.scales[0].distance.value)
    let mean = found.scales.reduce(0) { $0 + $1.distance.value } / 2
    #expect(error(found.mean.value, mean) < 1e-12)
    let again = try SlicedWasserstein(
      real: a, generated: coarse, effort: effort, key: RandomKey(seed: 1), pool: ThreadPool(threads: 3))
    #expect(again == found)
  }

  @Test(arguments: [(28, 2), (64, 3), (13, 1), (7, 1), (32, 2), (27, 2), (256, 5)])
  func scalesGoDownToTwoPatches(side: Int, levels: Int) throws {
    let set = try noise(2, side: side, seed: 1)
    let found = try SlicedWasserstein(
      real: set, generated: set, effort: .init(patches: 4, directions: 2), key: RandomKey(seed: 1), pool: Self.pool)
    #expect(found.scales.count == levels)
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let key = RandomKey(seed: 1)
    let (small, set) = (try noise(3, side: 6, seed: 1), try noise(3, seed: 1))
    #expect(throws: MetricsError.imagesDiffer([28, 28, 1], [6, 6, 1])) {
      try SlicedWasserstein(real: set, generated: small, key: key, pool: Self.pool)
    }
    #expect(
      throws: MetricsError.tooSmall(metric: "the sliced Wasserstein distance", height: 6, width: 6, needed: 7)
    ) {
      try SlicedWasserstein(real: small, generated: small, key: key, pool: Self.pool)
    }
  }

  @Test func thumbnailsAreAverages() throws {
    // 5×3 pixels to 3 wide: each thumbnail pixel covers 5/3 columns, and rows shrink likewise: 3·3/5 is about 2.
    let set = try ImageSet(height: 3, width: 5, channels: 1, pixels: (0..<15).map { UInt8($0 * 10) })
    let found = set.thumbnails(side: 3, pool: Self.pool)
    #expect(found.rows == 1)
    #expect(found.columns == 6)
    // The first: rows 0 and half of 1, columns 0 and two thirds of 1.
    let (third, width): (Double, Double) = (2.0 / 3.0, 5.0 / 3.0)
    let upper: Double = (0 + 10 * third) / width
    let lower: Double = (50 + 60 * third) / width
    let first: Double = (upper + 0.5 * lower) / 1.5
    #expect(abs(Double(found.values[0]) - first / 255) < 1e-6)
    let mean = found.values.reduce(0.0) { $0 + Double($1) } / 6
    #expect(abs(mean - 70 / 255.0) < 1e-6)
    // Small images stay as they are.
    #expect(set.thumbnails(side: 5, pool: Self.pool).values == (0..<15).map { Float($0 * 10) / 255 })
  }
}
