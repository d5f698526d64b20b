import ArtCPU
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtTensor
import Testing

@Suite("Mixing points")
struct MixingSamplerTests {
  private static func trained(classes: Bool) throws -> Checkpoint {
    var definition = Examples.definition(steps: 2)
    if classes { try definition.learnClasses(.auto) }
    let trainer = try TrainerTests.trainer(definition)
    _ = try trainer.train()
    return try trainer.checkpoint()
  }

  private func images(_ checkpoint: Checkpoint, _ mixing: Mixing, _ pairs: [([Float], [Float])]) throws -> [PixelImage]
  {
    var images: [PixelImage] = []
    try MixingSampler(checkpoint, mixing, device: CPUDevice(threads: 2))
      .forEach(pairs.map { (first: $0.0, second: $0.1) }) { images.append($0) }
    return images
  }

  private func distance(_ a: PixelImage, _ b: PixelImage, columns: Range<Int>) -> Int {
    columns.reduce(0) { sum, x in (0..<a.height).reduce(sum) { $0 + abs(Int(a[x, $1, 0]) - Int(b[x, $1, 0])) } }
  }

  @Test("a point mixed with itself is its own image")
  func itself() throws {
    let checkpoint = try Self.trained(classes: false)
    let points = Array(checkpoint.definition.latent.points(seed: 1, count: 18))
    let plain = try Sampler(checkpoint, device: CPUDevice(threads: 2)).images(points)
    let layer = try #require(try checkpoint.definition.mixingLayers()).lowerBound
    let mixed = try images(checkpoint, .features(at: layer, .right), points.map { ($0, $0) })
    for (one, other) in zip(plain, mixed) {
      #expect(zip(one.pixels, other.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
  }

  @Test("a part of the image is the second point's")
  func parts() throws {
    let checkpoint = try Self.trained(classes: false)
    let points = Array(checkpoint.definition.latent.points(seed: 1, count: 2))
    let plain = try Sampler(checkpoint, device: CPUDevice(threads: 2)).images(points)
    // Late in the generator little is blended over the border.
    let layer = try #require(try checkpoint.definition.mixingLayers()).upperBound
    let mixed = try images(checkpoint, .features(at: layer, .right), [(points[0], points[1])])[0]
    #expect(distance(mixed, plain[0], columns: 0..<2) == 0)
    #expect(distance(mixed, plain[1], columns: 6..<8) == 0)
    #expect(distance(plain[0], plain[1], columns: 0..<8) > 0)
    let other = try images(checkpoint, .features(at: layer, .left), [(points[1], points[0])])[0]
    #expect(other == mixed)
  }

  @Test("classes of the second point, coordinates of the first")
  func classes() throws {
    let checkpoint = try Self.trained(classes: true)
    let model = checkpoint.definition
    let (a, b) = (model.point(seed: 1, label: 0), model.point(seed: 2, label: 1))
    let sampler = try Sampler(checkpoint, device: CPUDevice(threads: 2))
    let wanted = try sampler.images([Array(a.prefix(model.latent.size)) + b.suffix(2), a])
    let mixed = try images(checkpoint, .classes(from: 0), [(a, b), (a, a)])
    #expect(mixed == wanted)
    // From a later layer on, something between the two.
    let late = try images(checkpoint, .classes(from: 4), [(a, b)])[0]
    #expect(late != wanted[0] && late != wanted[1])
  }

  @Test("what cannot be mixed is explained")
  func refusals() throws {
    let plain = Examples.definition()
    #expect(
      try plain.problem(with: .classes(from: 0))?.description
        == "example knows no classes, so a second point has none to give: train it with \"classes\": true, or mix "
        + "'features'")
    let possible = try #require(try plain.mixingLayers())
    #expect(try plain.problem(with: .features(at: possible.upperBound + 1, .top)) != nil)
    #expect(try plain.problem(with: .features(at: possible.lowerBound, .top)) == nil)
    var flat = plain
    flat.generator.layers = [Dense(units: 64), Tanh(), Reshape(to: [8, 8, 1])]
    #expect(try flat.mixingLayers() == nil)
    #expect(
      try flat.problem(with: .features(at: 0, .top))?.description.contains("no features with height and width") == true)
    var classed = plain
    try classed.learnClasses()
    #expect(try classed.problem(with: .classes(from: 0)) == nil)
    #expect(try classed.problem(with: .classes(from: 100))?.description.contains("the last that does is layer") == true)
  }

  @Test(
    "parts cover what they say",
    arguments: [
      (Mixing.Part.left, [true, false, true, false]), (.right, [false, true, false, true]),
      (.top, [true, true, false, false]), (.bottom, [false, false, true, true]),
      (.middle, [false, false, false, false]),
    ])
  func covers(part: Mixing.Part, corners: [Bool]) throws {
    let checkpoint = try Self.trained(classes: false)
    let points = Array(checkpoint.definition.latent.points(seed: 1, count: 2))
    let plain = try Sampler(checkpoint, device: CPUDevice(threads: 1)).images(points)
    let layer = try #require(try checkpoint.definition.mixingLayers()).upperBound
    let mixed = try images(checkpoint, .features(at: layer, part), [(points[0], points[1])])[0]
    for (place, isSecond) in zip([(0, 0), (7, 0), (0, 7), (7, 7)], corners) {
      #expect(mixed[place.0, place.1, 0] == plain[isSecond ? 1 : 0][place.0, place.1, 0], "\(part) \(place)")
    }
    #expect(mixed != plain[0] && mixed != plain[1])
  }
}
