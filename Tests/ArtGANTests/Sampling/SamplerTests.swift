import ArtCPU
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtTensor
import Testing

@Suite("Making images")
struct SamplerTests {
  static func sampler(threads: Int = 1, batchSize: Int = 4) throws -> Sampler {
    try Sampler(CheckpointTests.trained(), batchSize: batchSize, device: CPUDevice(threads: threads))
  }

  @Test("an image is the same bits whatever is made beside it", arguments: [1, 2, 3, 4, 5, 8, 11])
  func independence(count: Int) throws {
    let sampler = try Self.sampler()
    let points = sampler.definition.latent.points(seed: 3, count: 11)
    var whole: [[Float]] = []
    try sampler.forEachRaw(points) { whole.append(Array($1)) }
    #expect(whole.count == 11)
    var part: [[Float]] = []
    try sampler.forEachRaw(points.prefix(count)) { part.append(Array($1)) }
    #expect(part == Array(whole.prefix(count)))
    var tail: [[Float]] = []
    try sampler.forEachRaw(points.suffix(count), first: 11 - count) { number, image in
      #expect(number == 11 - count + tail.count)
      tail.append(Array(image))
    }
    #expect(tail == Array(whole.suffix(count)))
  }

  @Test("gives the same bits for any number of threads")
  func threads() throws {
    let results = try (1...3).map { threads in
      var raw: [[Float]] = []
      let sampler = try Self.sampler(threads: threads)
      try sampler.forEachRaw(sampler.definition.latent.points(seed: 3, count: 9)) { raw.append(Array($1)) }
      return raw
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test("images have the model's size and differ")
  func images() throws {
    let sampler = try Self.sampler()
    let images = try sampler.images(sampler.definition.latent.points(seed: 1, count: 6))
    #expect(images.count == 6)
    #expect(images.allSatisfy { $0.width == 8 && $0.height == 8 && $0.channels == 1 })
    #expect(Set(images).count == 6)
    #expect(try sampler.images([[Float]]()).isEmpty)
  }

  @Test("a sampler on a trainer's variables shows the model of the moment")
  func live() throws {
    let trainer = try TrainerTests.trainer(Examples.definition())
    let sampler = try Sampler(trainer.definition, variables: trainer.variables, device: CPUDevice(threads: 1))
    let point = [trainer.definition.latent.point(seed: 1)]
    let before = try sampler.images(point)
    for _ in 0..<5 { _ = try trainer.step() }
    let after = try sampler.images(point)
    #expect(before != after)
    #expect(try Sampler(trainer.checkpoint(), device: CPUDevice(threads: 1)).images(point) == after)
  }

  @Test("refuses what it cannot use")
  func errors() throws {
    let sampler = try Self.sampler()
    #expect(throws: SamplingError.latentSize(found: 3, expected: 5)) { try sampler.images([[1, 2, 3]]) }
    #expect(throws: SamplingError.notFinite(image: 1)) {
      try sampler.images([[0, 0, 0, 0, 0], [.nan, 0, 0, 0, 0]])
    }
    #expect(throws: SamplingError.missingWeight("generator.layers.0.kernel")) {
      try Sampler(sampler.definition, variables: CPUDevice(threads: 1).makeVariables(), device: CPUDevice(threads: 1))
    }
  }

  @Test(
    "numbers become the nearest byte, cut off at black and white",
    arguments: [
      (PixelRange.signed, -1, 0), (.signed, 1, 255), (.signed, 0, 128), (.signed, -7, 0), (.signed, 7, 255),
      (.unit, 0, 0), (.unit, 1, 255), (.unit, 0.5, 128), (.unit, -0.1, 0), (.unit, 1.1, 255), (.unit, 0.1, 26),
      (.unit, .nan, 0), (.unit, .infinity, 255),
    ] as [(PixelRange, Float, UInt8)])
  func bytes(range: PixelRange, number: Float, byte: UInt8) {
    #expect(range.byte(of: number) == byte)
  }

  @Test("every byte survives the way to a number and back", arguments: PixelRange.allCases)
  func allBytes(_ range: PixelRange) {
    for byte in UInt8.min...UInt8.max { #expect(range.byte(of: range.value(of: byte)) == byte) }
  }
}
