public import ArtGraph
import ArtNN
import ArtTensor

/// Makes images of latent points with a model's generator, in inference mode: moving statistics, no dropout.
///
/// The generator's weights are their moving average where the recipe keeps one and it is there; see ``EMA``.
///
/// The generator always runs on batches of one size. Image n of a request takes place n modulo that size, and the
/// places do not influence each other: an image is the same to the last bit whatever is asked for beside it.
///
/// Memory does not grow with the number of images: they are handed on one by one.
public final class Sampler {
  /// Large enough to keep the cores busy, small enough that a single image comes at once.
  public static let standardBatchSize = 16

  public let definition: ModelDefinition
  public let batchSize: Int
  private let executor: any Executor

  private static let input = "latents"
  private static let classInput = "classes"
  private static let output = "images"

  /// - Parameters:
  ///   - definition: the model whose generator makes the images.
  ///   - variables: holds the generator's weights. They are read at each use, so a sampler on a ``Trainer``'s variables
  ///     shows the model as it is then.
  ///   - usesEMA: whether to take the averaged weights, where there are any.
  ///   - batchSize: the size of the internal batch; another size may give other last bits.
  ///   - device: runs the programs.
  ///   - scratch: memory to share with programs that never run at the same time, such as ``Trainer/scratch``.
  /// - Throws: ``SamplingError/startsFromImage(_:)``, ``SamplingError/missingWeight(_:)``, ``ModelError``, or `GraphError`
  ///   if the generator cannot be built.
  public init(
    _ definition: ModelDefinition, variables: VariableStore, usesEMA: Bool = true,
    batchSize: Int = Sampler.standardBatchSize,
    device: any Device, scratch: (any ScratchMemory)? = nil
  ) throws {
    try definition.checkSampling()
    try definition.validate()
    let generator = try usesEMA ? definition.sampledGenerator(in: variables) : definition.generator
    for parameter in try generator.parameters() where variables.shape(of: parameter.name) == nil {
      throw SamplingError.missingWeight(parameter.name)
    }
    self.definition = definition
    self.batchSize = max(batchSize, 1)
    executor = try device.makeExecutor(
      Self.program(definition, generator, batchSize: self.batchSize, on: device), variables: variables,
      scratch: scratch ?? device.makeScratchMemory())
  }

  /// What runs on each batch.
  static func program(
    _ definition: ModelDefinition, _ generator: Network, batchSize: Int = Sampler.standardBatchSize,
    on device: any Device
  ) throws -> Program {
    let graph = Graph(for: device)
    let latents = graph.input(input, shape: [batchSize, definition.latent.size])
    let classes = definition.classes.count
    let condition = classes == 0 ? nil : graph.input(classInput, shape: [batchSize, classes])
    let context = NetworkContext(graph: graph, mode: .inference)
    let images = try generator.apply(latents, condition: condition, context: context)
    return try Program(graph, outputs: [output: images])
  }

  /// A sampler of a checkpoint's generator.
  public convenience init(
    _ checkpoint: Checkpoint, usesEMA: Bool = true, batchSize: Int = Sampler.standardBatchSize,
    device: any Device
  ) throws {
    try self.init(
      checkpoint.definition, variables: checkpoint.generatorWeights(on: device), usesEMA: usesEMA,
      batchSize: batchSize, device: device)
  }

  /// What the generator was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  /// The memory of the program, in bytes.
  public var peakBytes: Int { executor.peakBytes }

  /// Makes one image after the other, as the generator gives them: `[height, width, channels]` on the model's scale,
  /// not limited to it.
  ///
  /// - Parameters:
  ///   - latents: points of the model; see ``ModelDefinition/point(seed:index:label:)``.
  ///   - first: the number of the first image within a larger whole, so that a part of a sequence comes out exactly
  ///     as in the whole.
  ///   - body: gets each image's number and numbers; the buffer is valid only during the call.
  /// - Throws: ``SamplingError`` for a point of the wrong size or images that are not finite, and what `body` throws.
  public func forEachRaw(
    _ latents: some Sequence<[Float]>, first: Int = 0,
    _ body: (_ number: Int, _ image: UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    var batch: [[Float]] = []
    var number = first
    for point in latents {
      guard point.count == definition.pointSize else {
        throw SamplingError.latentSize(found: point.count, expected: definition.pointSize)
      }
      batch.append(point)
      if (number + batch.count) % batchSize == 0 {
        try run(batch, first: number, body)
        number += batch.count
        batch.removeAll(keepingCapacity: true)
      }
    }
    if !batch.isEmpty { try run(batch, first: number, body) }
  }

  /// Runs the program on points that fill the batch from their place on, the rest being zero.
  private func run(
    _ points: [[Float]], first: Int, _ body: (Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    let place = first % batchSize
    let size = definition.latent.size
    try fill(Self.input, points.lazy.map { $0.prefix(size) }, from: place, size: size)
    if !definition.classes.isEmpty {
      try fill(
        Self.classInput, points.lazy.map { $0.suffix(from: size) }, from: place, size: definition.classes.count)
    }
    try executor.run()

    let count = definition.imageShape.count
    var failure: (any Error)?
    try executor.withOutput(Self.output) { buffer in
      do {
        for index in points.indices {
          let image = UnsafeBufferPointer(rebasing: buffer[((place + index) * count)..<((place + index + 1) * count)])
          guard image.allAreFinite else { throw SamplingError.notFinite(image: first + index) }
          try body(first + index, image)
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Writes rows into an input from a place on, the rest being zero.
  private func fill(
    _ input: String, _ rows: some Sequence<ArraySlice<Float>>, from place: Int, size: Int
  ) throws {
    try executor.withInput(input) { buffer in
      buffer.update(repeating: 0)
      for (index, row) in rows.enumerated() {
        _ = UnsafeMutableBufferPointer(rebasing: buffer[((place + index) * size)...]).update(from: row)
      }
    }
  }
}
