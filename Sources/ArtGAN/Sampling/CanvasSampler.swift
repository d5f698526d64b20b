public import ArtGraph
public import ArtMedia
public import ArtNN
import ArtTensor

/// Makes images of any size with a generator that draws them as functions of the place, see
/// ``ModelDefinition/drawsAnySize``; otherwise as ``Sampler`` does.
///
/// An image is made in bands of rows, so that memory grows with the finished image alone, not with what the generator
/// keeps for each pixel. Every band has the same number of rows, which follows from the image's size: images are the
/// same to the last bit for any number of threads.
public final class CanvasSampler {
  public let definition: ModelDefinition
  /// Height and width of the images.
  public let size: Size2D
  private let band: ImageBand
  private let executor: any Executor

  /// Pixels that the generator is run on at a time: what it keeps of them stays in the cache, and all cores have work.
  static let standardBandPixels = 8192

  private static let input = "latents"
  private static let classInput = "classes"
  private static let output = "images"

  /// - Parameters:
  ///   - definition: the model whose generator makes the images.
  ///   - size: height and width of the images, at least 1.
  ///   - variables: holds the generator's weights; they are read at each use.
  ///   - usesEMA: whether to take the averaged weights, where there are any.
  ///   - device: runs the programs.
  ///   - bandRows: rows of a band; `nil` for a number that suits the size. Another one may give other last bits.
  /// - Throws: ``SamplingError/fixedSize(model:made:asked:)``, ``SamplingError/missingWeight(_:)``, ``ModelError``, or
  ///   `GraphError` if the generator cannot be built.
  public init(
    _ definition: ModelDefinition, size: Size2D, variables: VariableStore, usesEMA: Bool = true, device: any Device,
    bandRows: Int? = nil
  ) throws {
    try definition.checkSampling()
    try definition.validate()
    let generator = try usesEMA ? definition.sampledGenerator(in: variables) : definition.generator
    for parameter in try generator.parameters() where variables.shape(of: parameter.name) == nil {
      throw SamplingError.missingWeight(parameter.name)
    }
    (self.definition, self.size) = (definition, size)
    let program: Program
    (band, program) = try Self.program(definition, generator, size: size, bandRows: bandRows, on: device)
    executor = try device.makeExecutor(program, variables: variables)
  }

  /// What runs on each band.
  static func program(
    _ definition: ModelDefinition, _ generator: Network, size: Size2D, bandRows: Int? = nil, on device: any Device
  ) throws -> (band: ImageBand, program: Program) {
    let rows = bandRows ?? rows(of: size, generator)
    guard let band = generator.band(rows: min(max(rows, 1), size.height), of: size) else {
      throw SamplingError.fixedSize(model: definition.id, made: definition.imageShape, asked: size)
    }
    let graph = Graph(for: device)
    let latents = graph.input(input, shape: [1, definition.latent.size])
    let classes = definition.classes.count
    let condition = classes == 0 ? nil : graph.input(classInput, shape: [1, classes])
    let context = NetworkContext(graph: graph, mode: .inference)
    let pixels = try band.network.apply(latents, condition: condition, context: context)
    return (band, try Program(graph, outputs: [output: pixels]))
  }

  /// A sampler of a checkpoint's generator.
  public convenience init(
    _ checkpoint: Checkpoint, size: Size2D, usesEMA: Bool = true, device: any Device
  ) throws {
    try self.init(
      checkpoint.definition, size: size, variables: checkpoint.generatorWeights(on: device), usesEMA: usesEMA,
      device: device)
  }

  /// A whole image where it is small, else about ``standardBandPixels``.
  private static func rows(of size: Size2D, _ generator: Network) -> Int {
    let samples = generator.band(rows: 1, of: size)?.samples ?? 1
    return max(1, standardBandPixels / max(1, size.width * samples * samples))
  }

  /// What the generator was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  /// The memory of the program, in bytes; an image comes on top.
  public var peakBytes: Int { executor.peakBytes }

  /// Makes one image after the other, 8 bits a channel.
  ///
  /// - Parameters:
  ///   - latents: points of the model; see ``ModelDefinition/point(seed:index:label:)``.
  ///   - body: gets each image and its number.
  /// - Throws: ``SamplingError`` for a point of the wrong size or images that are not finite, and what `body` throws.
  public func forEach(
    _ latents: some Sequence<[Float]>, _ body: (_ number: Int, _ image: PixelImage) throws -> Void
  ) throws {
    for (number, point) in latents.enumerated() { try body(number, image(of: point, number: number)) }
  }

  private func image(of point: [Float], number: Int) throws -> PixelImage {
    guard point.count == definition.pointSize else {
      throw SamplingError.latentSize(found: point.count, expected: definition.pointSize)
    }
    try fill(Self.input, point[..<definition.latent.size])
    if !definition.classes.isEmpty { try fill(Self.classInput, point[definition.latent.size...]) }
    let (channels, range) = (definition.imageShape.channels, definition.pixelRange)
    let rowCount = size.width * channels
    var pixels = [UInt8](repeating: 0, count: size.height * rowCount)
    for row in stride(from: 0, to: size.height, by: band.rows) {
      try fill(ImageBand.rowsInput, band.coordinates(fromRow: row)[...])
      try executor.run()
      let places = row * rowCount..<min(row + band.rows, size.height) * rowCount
      let isFinite = try executor.withOutput(Self.output) { numbers in
        let own = UnsafeBufferPointer(rebasing: numbers[..<places.count])
        pixels.withUnsafeMutableBufferPointer { range.write(own, to: UnsafeMutableBufferPointer(rebasing: $0[places])) }
        return own.allAreFinite
      }
      guard isFinite else { throw SamplingError.notFinite(image: number) }
    }
    return try PixelImage(width: size.width, height: size.height, channels: channels, pixels: pixels).unpremultiplied()
  }

  private func fill(_ input: String, _ numbers: ArraySlice<Float>) throws {
    try executor.withInput(input) { _ = $0.update(from: numbers) }
  }
}
