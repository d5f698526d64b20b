import ArtCPU
@testable import ArtGAN
import ArtGraph
import ArtMedia
@testable import ArtNN
import ArtTensor
import Testing

/// Translating some rows at a time gives what translating the whole image gives.
@Suite("Translating images of any size")
struct TranslatorTests {
  /// A generator's layers, and whether they can be applied some rows at a time.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let channels: Int
    let layers: [any Layer]

    init(_ name: String, channels: Int = 3, _ layers: [any Layer]) {
      (self.name, self.channels, self.layers) = (name, channels, layers)
    }

    var testDescription: String { name }
  }

  private static func convolution(
    _ filters: Int, _ kernel: Int, stride: Int = 1, _ padding: Padding = .same, _ mode: PaddingMode = .zeros
  ) -> Conv2D {
    Conv2D(filters: filters, kernelSize: Size2D(kernel), strides: Size2D(stride), padding: padding, paddingMode: mode)
  }

  static let cases = [
    Case("convolutions", [convolution(5, 3), ReLU(), convolution(4, 5), LeakyReLU(), convolution(3, 1), Tanh()]),
    Case(
      "edges of every kind",
      [
        convolution(4, 7, .same, .reflect), ReLU(), convolution(4, 3, .same, .replicate),
        convolution(3, 3, .same, .zeros),
        Tanh(),
      ]),
    Case(
      "down and up",
      [
        convolution(6, 3, stride: 2), InstanceNorm(), ReLU(), convolution(8, 4, stride: 2), BatchNorm(), ReLU(),
        Conv2DTranspose(filters: 6, kernelSize: 3, strides: 2, padding: .same), InstanceNorm(), ReLU(),
        Conv2DTranspose(filters: 3, kernelSize: 4, strides: 2, padding: .same), Tanh(),
      ]),
    Case(
      "means and enlarging",
      [
        AveragePool(window: 2), convolution(6, 3), GroupNorm(groups: 3), ReLU(), LayerNorm(extent: .sample),
        PixelNorm(),
        UpSample(by: 2, interpolation: .bilinear), convolution(1, 3), Sigmoid(),
      ]),
    Case(
      "residual blocks", channels: 1,
      [
        convolution(6, 3, .same, .reflect), InstanceNorm(), ReLU(),
        ResidualBlock([
          convolution(6, 3, .same, .reflect), InstanceNorm(), ReLU(), convolution(6, 3, .same, .reflect),
          InstanceNorm(),
        ]),
        ResidualBlock([ReLU(), UpSample(by: 2), convolution(4, 3)], shortcut: [UpSample(by: 2), convolution(4, 1)]),
        AveragePool(window: 2), convolution(3, 7, .same, .reflect), Tanh(),
      ]),
    Case(
      "skips",
      [
        SkipConnection([
          convolution(4, 4, stride: 2), InstanceNorm(), LeakyReLU(),
          SkipConnection([
            convolution(5, 4, stride: 2), ReLU(),
            Conv2DTranspose(filters: 4, kernelSize: 4, strides: 2, padding: .same),
          ]),
          InstanceNorm(), ReLU(), Conv2DTranspose(filters: 4, kernelSize: 4, strides: 2, padding: .same),
        ]),
        convolution(3, 3), Tanh(),
      ]),
    Case(
      "opposite edges and noise",
      [
        convolution(4, 3), ReLU(), convolution(4, 3, .same, .circular), Dropout(rate: 0.3, alwaysOn: true),
        convolution(4, 3), Dropout(rate: 0.5, alwaysOn: true), convolution(3, 3), Tanh(),
      ]),
    Case("larger, then cut", [Conv2DTranspose(filters: 4, kernelSize: 5), ReLU(), convolution(3, 5, .valid), Tanh()]),
  ]

  private static func model(_ test: Case, batchSize: Int = 1) throws -> (ModelDefinition, VariableStore) {
    let input: Shape = [16, 16, test.channels]
    let generator = Network(name: "generator", inputShape: input, test.layers)
    let image = try generator.outputShape()
    let discriminator = Network(
      name: "discriminator", inputShape: image, [convolution(1, 3, stride: 2)])
    let definition = ModelDefinition(
      id: "test", imageShape: image, latent: LatentSpace(size: 0), pixelRange: .signed, generator: generator,
      discriminator: discriminator,
      recipe: TrainingRecipe(
        loss: .leastSquares, generatorOptimizer: .adam(learningRate: 1e-3),
        discriminatorOptimizer: .adam(learningRate: 1e-3), batchSize: 1, budget: .steps(1)),
      translation: Translation(inputShape: input, isPaired: true, terms: [WeightedTerm(.l1, weight: 1)]))
    let variables = CPUDevice(threads: 1).makeVariables()
    try generator.initialize(variables, key: RandomKey(seed: 7))
    return (definition, variables)
  }

  private static func image(_ size: Size2D, channels: Int) throws -> PixelImage {
    let numbers = RandomKey(seed: 3).uniforms(count: size.height * size.width * channels)
    let pixels = numbers.enumerated().map { index, number in
      // Smooth from top to bottom, so that rows differ and edges matter.
      UInt8(64 * number + Float(160 * (index / (size.width * channels))) / Float(size.height))
    }
    return try PixelImage(width: size.width, height: size.height, channels: channels, pixels: pixels)
  }

  private static func difference(_ one: [Float], _ other: [Float]) -> Float {
    zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private static func raw(_ translator: Translator, _ image: PixelImage) throws -> [Float] {
    try image.pixels.map(PixelRange.signed.value).withUnsafeBufferPointer {
      try translator.translate(raw: $0) { Array($0) }
    }
  }

  @Test("some rows at a time give the whole image's pixels", arguments: cases, [Size2D(64, 24), Size2D(53, 19)])
  func rows(test: Case, size: Size2D) throws {
    let (definition, variables) = try Self.model(test)
    let image = try Self.image(size, channels: test.channels)
    let whole = try Translator(definition, size: size, variables: variables, device: CPUDevice(threads: 2))
    #expect(whole.plans.count == 1)
    let expected = try Self.raw(whole, image)
    let pixels = try whole.translate(image)
    for (bandPixels, planeMemory) in [(1, 1 << 20), (300, 1 << 20), (1 << 20, 1 << 20), (300, 0)] {
      let pieces = try Translator(
        definition, size: size, variables: variables, device: CPUDevice(threads: 2),
        limits: Translator.Limits(wholeNumbers: 0, bandPixels: bandPixels, planeMemory: planeMemory))
      #expect(pieces.peakBytes != whole.peakBytes)
      // Sums are rounded otherwise.
      #expect(Self.difference(try Self.raw(pieces, image), expected) < 2e-5, "\(bandPixels)")
      let found = try pieces.translate(image)
      #expect(zip(found.pixels, pixels.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
  }

  @Test("the bytes do not depend on the threads, nor on where results are kept", arguments: cases)
  func threads(test: Case) throws {
    let (definition, variables) = try Self.model(test)
    let image = try Self.image(Size2D(40, 20), channels: test.channels)
    let results = try [(1, 1 << 20), (4, 1 << 20), (3, 0)].map { threads, memory in
      try Self.raw(
        Translator(
          definition, size: Size2D(40, 20), variables: variables, device: CPUDevice(threads: threads),
          limits: Translator.Limits(wholeNumbers: 0, bandPixels: 200, planeMemory: memory)), image)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test("a mean of some rows alone shows")
  func seams() throws {
    // What the test above would miss if means were those of bands.
    let (definition, variables) = try Self.model(Self.cases[2])
    let whole = try Self.image(Size2D(64, 24), channels: 3)
    let upper = try PixelImage(width: 24, height: 32, channels: 3, pixels: Array(whole.pixels.prefix(24 * 32 * 3)))
    let one = try Self.raw(
      Translator(definition, size: Size2D(64, 24), variables: variables, device: CPUDevice(threads: 1)), whole)
    let other = try Self.raw(
      Translator(definition, size: Size2D(32, 24), variables: variables, device: CPUDevice(threads: 1)), upper)
    #expect(Self.difference(Array(one.prefix(24 * 24 * 3)), other) > 1e-2)
  }

  @Test("large images are translated in rows, and take less memory")
  func memory() throws {
    let (definition, variables) = try Self.model(Self.cases[0])
    func bytes(_ limits: Translator.Limits) throws -> Int {
      try Translator(
        definition, size: Size2D(512, 512), variables: variables, device: CPUDevice(threads: 1), limits: limits
      ).peakBytes
    }
    #expect(try bytes(.init(wholeNumbers: 0, bandPixels: 4096, planeMemory: 0)) * 4 < bytes(.init()))
  }

  @Test("models of one kind are none of the other")
  func otherKind() throws {
    let (definition, variables) = try Self.model(Self.cases[0])
    let (noise, device) = (Examples.definition(), CPUDevice(threads: 1))
    #expect(throws: TranslationError.startsFromNoise(noise.id)) {
      _ = try Translator(noise, variables: variables, device: device)
    }
    #expect(throws: SamplingError.startsFromImage(definition.id)) {
      _ = try Sampler(definition, variables: variables, device: device)
    }
    #expect(throws: SamplingError.startsFromImage(definition.id)) {
      _ = try CanvasSampler(definition, size: 8, variables: variables, device: device)
    }
  }
}
