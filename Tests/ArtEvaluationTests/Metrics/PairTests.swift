import ArtSettings
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtEvaluation

/// `Tests/Goldens/pairs.json`: what scikit-image finds, and the colours of Sharma, Wu and Dalal 2005, table 1.
struct PairsGolden: Decodable, Sendable {
  struct Pair: Decodable, Sendable, CustomTestStringConvertible {
    let stream: String
    let shape: [Int]
    let psnr: Double
    let ssim: Double
    let colourError: Double

    var testDescription: String { stream }

    /// The images of one stream, as the script makes them.
    private func levels(_ name: String) -> [Int] {
      let numbers = RepeatableNumbers("\(stream)/\(name)").tensor(Shape(shape), low: 0, high: 256).scalars
      var levels = numbers.map { Int($0) }
      if shape[2] == 4 {
        for place in levels.indices where place % 4 < 3 {
          levels[place] = levels[place] * levels[place - place % 4 + 3] / 255
        }
      }
      return levels
    }

    func images() throws -> (image: ImageSet, target: ImageSet) {
      let (target, noise) = (levels("target"), levels("noise"))
      func set(_ levels: [Int]) throws -> ImageSet {
        try ImageSet(height: shape[0], width: shape[1], channels: shape[2], pixels: levels.map { UInt8($0) })
      }
      return (try set(zip(target, noise).map { (3 * $0 + $1) / 4 }), try set(target))
    }
  }

  struct Color: Decodable, Sendable {
    let rgb: [UInt8]
    let lab: [Double]
  }

  let pairs: [Pair]
  let colors: [[Double]]
  let lab: [Color]

  static let content = Result { try GoldenFile<PairsGolden>(named: "pairs").content }
}

struct PairTests {
  private static let pool = ThreadPool(threads: 2)
  private static let golden = try? PairsGolden.content.get()

  private static func metric(_ id: String) throws -> any Metric { try #require(MetricRegistry.standard[id]) }

  private static func comparison(
    _ images: ImageSet, _ targets: ImageSet, inputs: ImageSet? = nil, pool: ThreadPool = pool
  ) -> Comparison {
    func set(_ images: ImageSet) -> SampleSet {
      SampleSet(images, pool: pool) { .init(features: $0.thumbnails(side: 8, pool: pool)) }
    }
    return Comparison(
      real: set(targets), generated: set(images), inputs: inputs.map(set), effort: .quick, key: RandomKey(seed: 1))
  }

  @Test(arguments: golden?.pairs ?? [])
  func metricsAgreeWithScikitImage(_ pair: PairsGolden.Pair) throws {
    let (image, target) = try pair.images()
    let comparison = Self.comparison(image, target)
    // Its matrix to XYZ has six digits, and white others than the sum of its rows.
    for (id, expected, tolerance) in [
      ("psnr", pair.psnr, 1e-12), ("ssim", pair.ssim, 1e-9), ("colourError", pair.colourError, 5e-4),
    ] {
      let found = try #require(try Self.metric(id).measure(comparison)).estimate.value
      #expect(error(found, expected) < tolerance, "\(id): found \(found), expected \(expected)")
    }
  }

  @Test func colorDifferencesAreThoseOfThePaper() throws {
    let table = try #require(Self.golden).colors
    #expect(table.count == 34)
    for row in table {
      let one = LabColor(lightness: row[0], a: row[1], b: row[2])
      let other = LabColor(lightness: row[3], a: row[4], b: row[5])
      for found in [one.difference(from: other), other.difference(from: one)] {
        #expect(abs(found - row[6]) < 5.1e-5, "\(row): found \(found)")
      }
      #expect(one.difference(from: one) == 0)
    }
  }

  @Test func colorsAgreeWithScikitImage() throws {
    for color in try #require(Self.golden).lab {
      let found = LabColor(red: color.rgb[0], green: color.rgb[1], blue: color.rgb[2])
      for (a, b) in zip([found.lightness, found.a, found.b], color.lab) {
        #expect(abs(a - b) < 0.03, "\(color.rgb): \(a), \(b)")
      }
      if Set(color.rgb).count == 1 { #expect(abs(found.a) < 1e-9 && abs(found.b) < 1e-9) }
    }
  }

  /// Flat images of one level: everything is known by hand.
  private static func flat(_ levels: [[UInt8]], side: Int = 12) throws -> ImageSet {
    let pixels = levels.flatMap { level in (0..<side * side).flatMap { _ in level } }
    return try ImageSet(height: side, width: side, channels: levels[0].count, pixels: pixels)
  }

  @Test(
    arguments: [
      // Equal images differ by what rounding may have taken.
      ([[7]], [[7]], 10 * log10(255 * 255 * 12.0)),
      ([[0]], [[255]], 0.0),
      // The mean of the decibels, not the decibels of the mean.
      ([[0], [10]], [[255], [20]], 10 * log10(255.0 * 255 / 100) / 2),
      // One channel of three.
      ([[10, 0, 0]], [[20, 0, 0]], 10 * log10(255.0 * 255 * 3 / 100)),
      // What does not show has no colour; what shows on white alone counts half: black on nothing.
      ([[0, 0, 0, 0]], [[0, 0, 0, 255]], 10 * log10(2.0)),
    ] as [([[UInt8]], [[UInt8]], Double)])
  func peaksAreKnown(images: [[UInt8]], targets: [[UInt8]], decibels: Double) throws {
    let measured = try Self.metric("psnr").measure(Self.comparison(Self.flat(images), Self.flat(targets)))
    let value = try #require(measured)
    #expect(error(value.estimate.value, decibels, scale: 1) < 1e-12)
  }

  @Test func equalAndOppositeImagesAreTheExtremes() throws {
    let (_, target) = try #require(Self.golden?.pairs.first { $0.shape[2] == 1 }).images()
    let negative = try ImageSet(
      height: target.height, width: target.width, channels: 1, pixels: target.pixels.map { 255 - $0 })
    let (same, other) = (Self.comparison(target, target), Self.comparison(negative, target))
    for (id, best) in [("ssim", 1.0), ("colourError", 0)] {
      #expect(try Self.metric(id).measure(same)?.estimate.value == best)
    }
    let similarity = try Self.metric("ssim").measure(other)
    #expect(similarity?.estimate.value ?? 1 < 0)
    let measured = try Self.metric("colourError").measure(Self.comparison(Self.flat([[0]]), Self.flat([[255]])))
    let black = try #require(measured)
    #expect(abs(black.estimate.value - 100) < 1e-4)
  }

  /// Images of random flat colours: their own targets are nearest, until they are given to others.
  @Test func nearestTargetsAreCounted() throws {
    let levels = (0..<10).map { [UInt8(25 * $0)] }
    let targets = try Self.flat(levels)
    var moved = levels
    moved.swapAt(2, 7)
    for (images, share) in [(levels, 1.0), (moved, 0.8), (levels.map { _ in [UInt8(60)] }, 0.1)] {
      let value = try Self.metric("nearestTarget").measure(Self.comparison(Self.flat(images), targets))
      #expect(value?.estimate.value == share)
      #expect(value?.estimate.interval != nil)
    }
  }

  @Test func structureIsThatOfTheInput() throws {
    let (image, target) = try #require(Self.golden?.pairs.first).images()
    let metric = try Self.metric("structureKept")
    #expect(try metric.measure(Self.comparison(image, target)) == nil)
    #expect(try metric.measure(Self.comparison(image, target, inputs: image))?.estimate.value == 1)
    let other = try metric.measure(Self.comparison(image, image, inputs: target))
    let similarity = try Self.metric("ssim").measure(Self.comparison(image, target))
    #expect(other?.estimate.value == similarity?.estimate.value && similarity?.estimate.value ?? 1 < 1)
  }

  /// One image against one: stripes are nearer to other stripes than noise is, and nearest to themselves.
  @Test func patchesTellHowImagesLook() throws {
    let (side, key) = (40, RandomKey(seed: 5))
    func image(_ level: (_ x: Int, _ y: Int) -> Int) throws -> ImageSet {
      try ImageSet(
        height: side, width: side, channels: 1,
        pixels: (0..<side * side).map { UInt8(level($0 % side, $0 / side)) })
    }
    let stripes = try image { x, _ in x / 4 % 2 * 200 }
    let moved = try image { x, _ in (x + 3) / 4 % 2 * 200 }
    let noise = try image { x, y in key.int(UInt64(y * side + x), below: 201) }
    let metric = try Self.metric("patchFrechetDistance")
    func distance(_ image: ImageSet, pool: ThreadPool = Self.pool) throws -> Estimate {
      let value = try metric.measure(Self.comparison(image, stripes, pool: pool))
      return try #require(value).estimate
    }
    let (same, like, unlike) = (try distance(stripes), try distance(moved), try distance(noise))
    #expect(same.value < 0.1 && like.value < 0.2 && unlike.value > 4 * like.value)
    #expect(unlike.interval != nil)
    #expect(try distance(noise, pool: ThreadPool(threads: 1)) == unlike)
    let small = try Self.flat([[1]], side: 15)
    #expect(throws: MetricsError.tooSmall(metric: "the patch Fréchet distance", height: 15, width: 15, needed: 16)) {
      try metric.measure(Self.comparison(small, small))
    }
  }

  /// The input keeps all structure, the target has all of its style: neither has the least value that there could be, 1.
  @Test func styleTransferAsksForStyleAndStructure() throws {
    let (side, key) = (48, RandomKey(seed: 6))
    func image(_ level: (_ x: Int, _ y: Int) -> Int) throws -> ImageSet {
      try ImageSet(
        height: side, width: side, channels: 1,
        pixels: (0..<side * side).map { UInt8(level($0 % side, $0 / side)) })
    }
    let circle = { (x: Int, y: Int) in (x - 24) * (x - 24) + (y - 24) * (y - 24) < 300 }
    let input = try image { x, y in 110 + (circle(x, y) ? 30 : 0) + key.int(UInt64(y * side + x), below: 12) }
    let target = try image { x, y in x % 24 < 12 ? 250 : 20 }
    let styled = try image { x, y in circle(x, y) ? 250 : 20 }
    func value(_ id: String, _ image: ImageSet) throws -> Double {
      let value = try Self.metric(id).measure(Self.comparison(image, target, inputs: input))
      return try #require(value).estimate.value
    }
    for image in [input, target, styled] {
      let (style, kept) = (try value("patchFrechetDistance", image), try value("structureKept", image))
      #expect(error(try value("styleTransfer", image), (1 + style) * (2 - kept)) < 1e-12)
    }
    #expect(try value("styleTransfer", input) == 1 + value("patchFrechetDistance", input))
    #expect(try value("styleTransfer", input) > 1 && value("styleTransfer", target) > 1)
    #expect(try Self.metric("styleTransfer").measure(Self.comparison(styled, target)) == nil)
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let pairs = try #require(Self.golden?.pairs.last).images()
    for id in ["psnr", "ssim", "colourError"] {
      let one = try Self.metric(id).measure(Self.comparison(pairs.image, pairs.target, pool: ThreadPool(threads: 1)))
      let three = try Self.metric(id).measure(Self.comparison(pairs.image, pairs.target, pool: ThreadPool(threads: 3)))
      #expect(one != nil && three == one)
    }
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let (two, three, wide) = (
      try Self.flat([[1], [2]]), try Self.flat([[1], [2], [3]]), try Self.flat([[1]], side: 13)
    )
    for id in ["psnr", "nearestTarget"] {
      #expect(throws: MetricsError.unpaired(2, 3)) { try Self.metric(id).measure(Self.comparison(two, three)) }
    }
    #expect(throws: MetricsError.imagesDiffer([12, 12, 1], [13, 13, 1])) {
      try Self.metric("ssim").measure(Self.comparison(two, wide))
    }
  }
}
