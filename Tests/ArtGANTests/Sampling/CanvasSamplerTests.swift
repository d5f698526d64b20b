import ArtFiles
@testable import ArtGAN
import ArtCPU
import ArtGraph
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import CPPNArt
import Testing

@Suite("Making images of any size")
struct CanvasSamplerTests {
  /// A small model of 8×12 pixels, each the mean of four places, with weights from nowhere.
  private static func model(classes: Bool = false) throws -> (definition: ModelDefinition, variables: VariableStore) {
    var definition = try define(
      CPPNArt(),
      [
        "width": 12, "height": 8, "latentSize": 4, "generator": ["widths": [8, 8], "mapping": [6]],
        "discriminator": ["channels": [4, 4]],
      ])
    if classes {
      definition.conditioning = ClassConditioning(.embedding, embeddingSize: 3)
      definition = try definition.conditioned(on: ["a", "b"].map { ImageClass(name: $0, count: 1) })
    }
    let variables = CPUDevice(threads: 1).makeVariables()
    try definition.generator.initialize(variables, key: RandomKey(seed: 4))
    return (definition, variables)
  }

  private static func images(
    _ size: Size2D, threads: Int = 2, bandRows: Int? = nil, classes: Bool = false
  ) throws -> [PixelImage] {
    let (definition, variables) = try model(classes: classes)
    let sampler = try CanvasSampler(
      definition, size: size, variables: variables, device: CPUDevice(threads: threads), bandRows: bandRows)
    var images: [PixelImage] = []
    try sampler.forEach(definition.points(seed: 3, count: 4)) { number, image in
      #expect(number == images.count)
      images.append(image)
    }
    return images
  }

  /// The largest difference between two images' bytes.
  private static func difference(_ a: PixelImage, _ b: PixelImage) -> Int {
    guard a.width == b.width, a.height == b.height, a.channels == b.channels else { return 256 }
    return zip(a.pixels, b.pixels).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
  }

  @Test("the image of the size that was learnt is the model's own", arguments: [false, true])
  func ownSize(classes: Bool) throws {
    let (definition, variables) = try Self.model(classes: classes)
    let sampler = try Sampler(definition, variables: variables, device: CPUDevice(threads: 1))
    let own = try sampler.images(definition.points(seed: 3, count: 4))
    let drawn = try Self.images(Size2D(8, 12), classes: classes)
    #expect(Set(own).count == 4)
    // Sums may be rounded otherwise, which can tip a byte.
    for (a, b) in zip(own, drawn) { #expect(Self.difference(a, b) <= 1) }
  }

  @Test("an image of twice the size, made small again, is the small one")
  func twice() throws {
    let small = try Self.images(Size2D(8, 12))
    for (small, large) in zip(small, try Self.images(Size2D(16, 24))) {
      let means = (0..<small.pixels.count).map { index in
        let (pixel, channel) = index.quotientAndRemainder(dividingBy: 3)
        let (row, column) = pixel.quotientAndRemainder(dividingBy: 12)
        let sum = [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(0) {
          $0 + Int(large.pixels[((2 * row + $1.0) * 24 + 2 * column + $1.1) * 3 + channel])
        }
        return UInt8((sum + 2) / 4)
      }
      // Four roundings to bytes, and one of their mean.
      #expect(Self.difference(small, try PixelImage(width: 12, height: 8, channels: 3, pixels: means)) <= 1)
    }
  }

  @Test("an image does not depend on the threads, nor on how many rows are made at a time")
  func sameBits() throws {
    let size = Size2D(37, 50)
    let whole = try Self.images(size, threads: 1, bandRows: 37)
    #expect(whole.allSatisfy { $0.width == 50 && $0.height == 37 && $0.channels == 3 })
    #expect(Set(whole).count == 4)
    for threads in 1...3 { #expect(try Self.images(size, threads: threads) == whole) }
    for rows in [1, 2, 5, 36, 100] { #expect(try Self.images(size, bandRows: rows) == whole) }
  }

  @Test("memory does not grow with the image")
  func memory() throws {
    let (definition, variables) = try Self.model()
    let bytes = try [Size2D(270, 480), Size2D(1080, 1920), Size2D(4320, 7680)].map { size in
      try CanvasSampler(definition, size: size, variables: variables, device: CPUDevice(threads: 1)).peakBytes
    }
    #expect(bytes[1] <= 2 * bytes[0] && bytes[2] <= 2 * bytes[0], "\(bytes)")
  }

  @Test("bytes are those of one number after the other", arguments: PixelRange.allCases)
  func bytes(range: PixelRange) {
    let special: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -0.0, .leastNonzeroMagnitude]
    let numbers = special + (0..<5000).map { Float($0) / 1900 - 1.3 }
    var bytes = [UInt8](repeating: 7, count: numbers.count)
    numbers.withUnsafeBufferPointer { numbers in
      bytes.withUnsafeMutableBufferPointer { range.write(numbers, to: $0) }
    }
    for (number, byte) in zip(numbers, bytes) where byte != range.byte(of: number) {
      // Right between two bytes: the even one.
      #expect(((number - range.black) * (255 / range.extent)).truncatingRemainder(dividingBy: 1) == 0.5)
      #expect(byte % 2 == 0 && byte + 1 == range.byte(of: number))
    }
    #expect(Set(bytes).count == 256)
  }

  @Test("the smallest images are made as well", arguments: [Size2D(1, 1), Size2D(1, 9), Size2D(9, 1), Size2D(3, 2)])
  func small(size: Size2D) throws {
    let images = try Self.images(size)
    #expect(images.allSatisfy { $0.width == size.width && $0.height == size.height })
  }

  @Test("what cannot be is explained")
  func mistakes() throws {
    let device = CPUDevice(threads: 1)
    let fixed = Examples.definition()
    let variables = CPUDevice(threads: 1).makeVariables()
    try fixed.generator.initialize(variables, key: RandomKey(seed: 1))
    let error = #expect(throws: SamplingError.self) {
      _ = try CanvasSampler(fixed, size: Size2D(1080, 1920), variables: variables, device: device)
    }
    #expect(
      error?.description == """
        example makes images of 8×8 and no others, so none of 1920×1080: leave 'render' out and have them enlarged, by \
        the video's 'size' or the sheet's 'scale'
        """)

    let (definition, weights) = try Self.model()
    #expect(throws: SamplingError.missingWeight("generator.layers.0.kernel")) {
      _ = try CanvasSampler(definition, size: 9, variables: CPUDevice(threads: 1).makeVariables(), device: device)
    }
    let sampler = try CanvasSampler(definition, size: 9, variables: weights, device: device)
    #expect(throws: SamplingError.latentSize(found: 3, expected: 4)) { try sampler.forEach([[1, 2, 3]]) { _, _ in } }
    weights["generator.layers.4.bias"] = Tensor(repeating: .nan, shape: [3])
    #expect(throws: SamplingError.notFinite(image: 0)) {
      try sampler.forEach(definition.points(seed: 1, count: 1)) { _, _ in }
    }
  }

  @Test("a checkpoint draws the same images after a round trip through a file")
  func checkpoint() throws {
    let (definition, variables) = try Self.model()
    try definition.discriminator.initialize(variables, key: RandomKey(seed: 2))
    var tensors: [String: Tensor] = [:]
    for name in try definition.weightShapes().keys { tensors[name] = variables[name] }
    let checkpoint = try Checkpoint(definition: definition, state: nil, tensors: tensors)
    let read = try Examples.withFile { file in
      try checkpoint.write(to: .typed(file))
      return try Checkpoint(readingFrom: file)
    }
    #expect(read.definition == definition)
    #expect(read.definition.drawsAnySize)
    let sampler = try CanvasSampler(read, size: Size2D(37, 50), device: CPUDevice(threads: 1))
    var images: [PixelImage] = []
    try sampler.forEach(definition.points(seed: 3, count: 4)) { images.append($1) }
    #expect(images == (try Self.images(Size2D(37, 50))))
  }
}
