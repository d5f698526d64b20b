public import ArtGraph
public import ArtMedia
public import ArtNN
import ArtTensor

/// Makes images with the weights of a moment of a training, or of one between two: their straight mean, weight by weight.
/// Between moments that are near to each other that is a model too.
public final class BlendedSampler {
  public let definition: ModelDefinition
  private let variables: VariableStore
  private let parameters: [String]
  private let sampler: Sampler?
  private let canvas: CanvasSampler?

  /// - Parameters:
  ///   - checkpoint: one of the moments; weights are taken with ``take(_:_:share:)``.
  ///   - count: the images that are asked for together; another number may give other last bits.
  ///   - size: the images' size; `nil` for the model's own.
  ///   - device: runs the programs.
  /// - Throws: as ``Sampler`` and ``CanvasSampler``.
  public init(_ checkpoint: Checkpoint, count: Int, size: Size2D?, device: any Device) throws {
    let definition = checkpoint.definition
    let variables = try checkpoint.generatorWeights(on: device)
    parameters = try definition.generator.parameters().map(\.name)
    let batchSize = min(max(count, 1), Sampler.standardBatchSize)
    sampler =
      size == nil
      ? try Sampler(definition, variables: variables, usesEMA: false, batchSize: batchSize, device: device) : nil
    canvas = try size.map {
      try CanvasSampler(definition, size: $0, variables: variables, usesEMA: false, device: device)
    }
    (self.definition, self.variables) = (definition, variables)
  }

  /// What the generator was compiled to.
  public var plans: [PlanDescription] { [sampler?.plan, canvas?.plan].compactMap(\.self) }

  /// Takes the weights between two moments.
  ///
  /// - Parameters:
  ///   - from: weights alone, as ``Checkpoint/weightsOnly()`` gives them, of the same networks as the sampler's.
  ///   - to: the same.
  ///   - share: 0 for the first, 1 for the second.
  /// - Throws: ``SamplingError/missingWeight(_:)`` for a checkpoint of other networks.
  public func take(_ from: Checkpoint, _ to: Checkpoint, share: Double) throws {
    try variables.take(parameters, between: from, and: to, share: share)
  }

  /// Makes the images of points, in their order.
  ///
  /// - Throws: ``SamplingError`` for a point of the wrong size or images that are not finite, and what `body` throws.
  public func forEach(_ points: [[Float]], _ body: (PixelImage) throws -> Void) throws {
    try sampler?.forEach(points) { try body($1) }
    try canvas?.forEach(points) { try body($1) }
  }
}
