import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtGAN

@Suite("Changes to the images that the discriminator sees")
struct ImageChangesTests {
  static let device = CPUDevice(threads: 1)

  /// Bright images on the signed scale, none of whose pixels is near the middle.
  private static func images(_ shape: Shape) -> Tensor {
    RepeatableNumbers("images").tensor(shape, low: 0.2, high: 0.9)
  }

  private static func only(
    color: Bool = false, translation: Double = 0, cutout: Double = 0, _ probability: Double = 1
  ) -> DiscriminatorAugmentation {
    DiscriminatorAugmentation(
      color: color, translation: translation, cutout: cutout, probability: .fixed(probability))
  }

  private static func rows(_ tensor: Tensor) -> [ArraySlice<Float>] {
    let size = tensor.shape.count / tensor.shape[0]
    return (0..<tensor.shape[0]).map { tensor.scalars[($0 * size)..<(($0 + 1) * size)] }
  }

  @Test(
    "have the gradient of central differences",
    arguments: [1, 3, 4], [nil, 0.6] as [Float?])
  func gradients(channels: Int, probability: Float?) throws {
    let images = ReferenceArray(Self.images([4, 5, 6, channels]))
    func function(_ operands: [Value]) -> Value {
      ImageChanges(
        settings: DiscriminatorAugmentation(translation: 0.25), range: .unit,
        probability: probability.map(operands[0].graph.constant))(operands[0])
    }
    #expect(try GradientCheck.firstOrder([images], function) < 1e-6)
    #expect(try GradientCheck.secondOrder([images], function) < 1e-6)
  }

  @Test("move images by whole pixels, as far as they may")
  func translation() throws {
    let images = Self.images([400, 8, 6, 2])
    let changed = try Self.only(translation: 0.25).changed(images, range: .signed, seed: 1, device: Self.device)
    var found: [[Int]: Int] = [:]
    for (before, after) in zip(Self.rows(images), Self.rows(changed)) {
      let (before, after) = (Array(before), Array(after))
      let moves = (-3...3).flatMap { down in (-3...3).map { [down, $0] } }.filter { move in
        (0..<8).allSatisfy { y in
          (0..<6).allSatisfy { x in
            let isInside = (0..<8).contains(y - move[0]) && (0..<6).contains(x - move[1])
            let expected = isInside ? before[((y - move[0]) * 6 + x - move[1]) * 2 + 1] : 0
            return after[(y * 6 + x) * 2 + 1] == expected
          }
        }
      }
      found[try #require(moves.first), default: 0] += 1
      #expect(moves.count == 1)
    }
    // A quarter of 8 is 2, of 6 it is 2 as well, rounded up: 25 moves, each about 16 times.
    #expect(Set(found.keys) == Set((-2...2).flatMap { down in (-2...2).map { [down, $0] } }))
    #expect(found.values.allSatisfy { (3...40).contains($0) })
  }

  @Test("cut rectangles out of images, whose middles lie anywhere in them", arguments: [0.5, 0.34])
  func cutout(_ share: Double) throws {
    let images = Self.images([500, 8, 8, 1])
    let changed = try Self.only(cutout: share).changed(images, range: .signed, seed: 1, device: Self.device)
    let side = share == 0.5 ? 4 : 3
    var places = [Int](repeating: 0, count: 64)
    for (before, after) in zip(Self.rows(images), Self.rows(changed)) {
      let holes = zip(before, after).enumerated().filter { $0.element.1 == 0 }.map(\.offset)
      for (index, pair) in zip(before, after).enumerated() where !holes.contains(index) { #expect(pair.0 == pair.1) }
      let (rows, columns) = (Set(holes.map { $0 / 8 }), Set(holes.map { $0 % 8 }))
      #expect(holes.count == rows.count * columns.count)
      for line in [rows, columns] {
        #expect((side / 2...side).contains(line.count))
        #expect((line.max() ?? 0) - (line.min() ?? 0) == line.count - 1)
      }
      for hole in holes { places[hole] += 1 }
    }
    #expect(places.allSatisfy { $0 > 15 })
  }

  /// What the three changes of colour leave: the differences between pixels, times one factor where images are grey, and
  /// the mean of an image but for the change of brightness.
  @Test("change brightness and contrast within their limits")
  func color() throws {
    let images = Self.images([300, 4, 4, 1])
    let changed = try Self.only(color: true).changed(images, range: .signed, seed: 1, device: Self.device)
    var (brightness, contrast): ([Float], [Float]) = ([], [])
    for (before, after) in zip(Self.rows(images), Self.rows(changed)) {
      let means = (before.reduce(0, +) / 16, after.reduce(0, +) / 16)
      brightness.append(means.1 - means.0)
      let factors = zip(before, after).filter { abs($0.0 - means.0) > 0.1 }.map { ($0.1 - means.1) / ($0.0 - means.0) }
      contrast.append(factors[0])
      #expect(factors.allSatisfy { abs($0 - factors[0]) < 1e-4 })
    }
    for (numbers, limits) in [(brightness, Float(-0.5)...0.5), (contrast, 0.5...1.5)] {
      let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
      #expect(limits.contains(low + 1e-4) && limits.contains(high - 1e-4))
      #expect(high - low > 0.9)
    }
  }

  @Test("change the saturation of colours and leave their mean")
  func saturation() throws {
    let images = Self.images([200, 2, 2, 3])
    let changed = try Self.only(color: true).changed(images, range: .signed, seed: 1, device: Self.device)
    var factors: [Float] = []
    for (before, after) in zip(Self.rows(images), Self.rows(changed)) {
      let (before, after) = (Array(before), Array(after))
      // Contrast and saturation together, of two channels of one pixel; contrast alone of two pixels' means.
      func grey(_ x: [Float], _ pixel: Int) -> Float { (x[3 * pixel] + x[3 * pixel + 1] + x[3 * pixel + 2]) / 3 }
      guard abs(before[0] - before[1]) > 0.1, abs(grey(before, 0) - grey(before, 1)) > 0.05 else { continue }
      let both = (after[0] - after[1]) / (before[0] - before[1])
      let contrast = (grey(after, 0) - grey(after, 1)) / (grey(before, 0) - grey(before, 1))
      factors.append(both / contrast)
    }
    #expect(factors.count > 60)
    #expect(factors.allSatisfy { $0 > -0.01 && $0 < 2.01 })
    #expect((factors.min() ?? 1) < 0.3 && (factors.max() ?? 1) > 1.7)
  }

  /// On images whose colours are weighed by their alpha.
  @Test("leave what is transparent transparent", arguments: PixelRange.allCases)
  func alpha(range: PixelRange) throws {
    let shares: [Float] = [0, 0.25, 1]
    let pixels = shares.flatMap { share in [0.9, 0.3, 0.5, 1].map { range.black + range.extent * share * $0 } }
    let images = Tensor(shape: [40, 1, 3, 4], scalars: Array(repeatElement(pixels, count: 40).joined()))
    let changed = try Self.only(color: true).changed(images, range: range, seed: 1, device: Self.device)
    func light(_ value: Float) -> Float { (value - range.black) / range.extent }
    var colors: Set<Float> = []
    for row in Self.rows(changed).map(Array.init) {
      #expect((0..<3).map { light(row[4 * $0 + 3]) } == shares)
      #expect((0..<4).allSatisfy { abs(light(row[$0])) < 1e-6 })
      // A quarter shows a quarter of the same colour.
      #expect((0..<3).allSatisfy { abs(light(row[4 + $0]) * 4 - light(row[8 + $0])) < 1e-4 })
      colors.insert(row[8])
    }
    #expect(colors.count == 40)
    // Nothing comes in, and nothing is where something was cut out.
    let full = Tensor(repeating: range.black + range.extent, shape: [40, 4, 4, 4])
    let moved = try Self.only(translation: 0.5, cutout: 0.5).changed(full, range: range, seed: 1, device: Self.device)
    #expect(Set(moved.scalars) == [range.black, range.black + range.extent])
  }

  @Test("are the same on both scales of brightness")
  func scales() throws {
    let signed = Self.images([20, 6, 6, 3])
    let unit = Tensor(shape: signed.shape, scalars: signed.scalars.map { ($0 + 1) / 2 })
    let settings = DiscriminatorAugmentation()
    let a = try settings.changed(signed, range: .signed, seed: 4, device: Self.device)
    let b = try settings.changed(unit, range: .unit, seed: 4, device: Self.device)
    #expect(zip(a.scalars, b.scalars).allSatisfy { abs(($0 + 1) / 2 - $1) < 1e-5 })
  }

  @Test("are made as often as they should be", arguments: [0, 0.3, 1])
  func probability(_ share: Double) throws {
    let images = Self.images([500, 8, 8, 1])
    for settings in [Self.only(cutout: 0.5, share), Self.only(color: true, share)] {
      let changed = try settings.changed(images, range: .signed, seed: 1, device: Self.device)
      let same = zip(Self.rows(images), Self.rows(changed)).count { before, after in
        zip(before, after).allSatisfy { abs($0 - $1) < 1e-6 }
      }
      // Two changes of colour are made or not, each by itself.
      let untouched = settings.color ? (1 - share) * (1 - share) : 1 - share
      #expect(abs(Double(same) / 500 - untouched) < 0.08, "\(settings)")
    }
  }
}
