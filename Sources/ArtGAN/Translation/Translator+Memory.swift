import ArtGraph
public import ArtNN
import ArtTensor

extension Translator {
  /// The memory that a translator takes on a device, found without taking any.
  ///
  /// - Throws: ``TranslationError``, `LayerError` or `GraphError`.
  static func memory(
    of definition: ModelDefinition, size: Size2D?, on device: any Device, limits: Limits = Limits()
  ) throws -> PlanMemory {
    let network = try definition.generator(for: size)
    if let pieces = try limits.pieces(of: network) {
      return try RowwiseImageProgram.memory(of: pieces, input: network.inputShape, on: device)
    }
    return try device.memory(of: WholeImageProgram.program(network, on: device))
  }
}

extension ModelDefinition {
  /// How an image is translated.
  public struct TranslationEstimate: Hashable, Sendable {
    /// Whether by one program, and not some rows at a time.
    public let isWhole: Bool
    /// The bytes of all results that may be in memory at once, about: more where nothing is computed in the place of
    /// something else.
    public let bytes: Double
  }

  /// What translating an image of a size takes, told without planning any program.
  ///
  /// - Throws: ``TranslationError``, `LayerError`.
  public func translationEstimate(for size: Size2D?) throws -> TranslationEstimate {
    let network = try generator(for: size)
    let footprint = try network.footprint()
    let (shape, number) = (network.inputShape, Double(MemoryLayout<Float>.stride))
    guard let pieces = try Translator.Limits().pieces(of: network) else {
      return TranslationEstimate(isWhole: true, bytes: number * footprint.activations)
    }
    // Of a band all results; of the whole image what is between pieces.
    let band = min(1, Double(RowwiseImageProgram.standardBandPixels) / Double(max(shape[0] * shape[1], 1)))
    let planes = pieces.planeBytes(input: shape, memory: ImagePlane.standardMemory)
    return TranslationEstimate(isWhole: false, bytes: number * band * footprint.activations + Double(planes))
  }

  /// The generator for images of a size; nil for that which the model has learnt on.
  fileprivate func generator(for size: Size2D?) throws -> Network {
    let shape = generatorInputShape
    let padded = try translatedSize(for: size ?? Size2D(shape[0], shape[1]))
    var network = generator
    network.inputShape = [padded.height, padded.width, shape.channels]
    return network
  }
}
