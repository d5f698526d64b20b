import ArtData
import ArtGAN
import ArtMedia
import ArtTensor

/// The first images that a model learns to translate, as it sees them: inputs, and beside them their targets, or other
/// targets where they are not paired.
struct TranslationPreview {
  private let inputs: [PixelImage]
  private let targets: [PixelImage]
  /// What is shown, in a sentence.
  let words: String

  /// - Returns: nil where the set has no inputs.
  init?(_ model: ModelDefinition, _ set: Dataset, _ use: DatasetSpecification, count: Int, seed: UInt64) throws {
    guard let given = set.inputs else { return nil }
    let split = set.split(validation: use.validation, seed: seed)
    let isSplit = use.validation > 0
    let shape = model.imageShape
    let sampler = try BatchSampler(
      dataset: set, indices: isSplit ? split.training : nil, inputIndices: isSplit ? split.trainingInputs : nil,
      size: (height: shape[0], width: shape[1]), batchSize: min(count, max(set.count, given.count)),
      augmentation: use.augmentation, key: SeedPurpose.batches.key(of: seed))
    let range = model.pixelRange
    func images(
      _ shape: Shape, _ fill: (UnsafeMutableBufferPointer<Float>, Int, ClosedRange<Float>) -> Void
    ) throws -> [PixelImage] {
      var batch = [Float](repeating: 0, count: sampler.batchSize * shape.count)
      batch.withUnsafeMutableBufferPointer { fill($0, 0, range.black...(range.black + range.extent)) }
      return try stride(from: 0, to: batch.count, by: shape.count).map { start in
        try PixelImage(
          width: shape[1], height: shape[0], channels: shape[2],
          pixels: batch[start..<(start + shape.count)].map(range.byte)
        ).unpremultiplied()
      }
    }
    inputs = try sampler.inputShape.map { try images($0, sampler.fillInputs) } ?? []
    targets = try images(sampler.imageShape, sampler.fill)
    words = Self.words(set, given, window: sampler.imageShape, isAugmented: !use.augmentation.isEmpty)
  }

  private static func words(_ set: Dataset, _ inputs: DatasetInputs, window: Shape, isAugmented: Bool) -> String {
    let pair =
      inputs.isPaired
      ? "each input, and to its right its target, as the model sees them"
      : "to the left an input, to its right a target that does not belong to it, as the model sees them"
    let isCut = [set.imageShape, inputs.imageShape].contains { $0[0] > window[0] || $0[1] > window[1] }
    let cut = isCut ? "; windows of \(window[1])×\(window[0]) are cut out, each time in another place" : ""
    let changes = isAugmented ? "; changed by the dataset's 'augment'" : ""
    return pair + cut + changes
  }

  /// - Parameter scale: How many times larger the images become; nil chooses by their size.
  func sheet(scale: Int?) throws -> PixelImage {
    let side = targets.map { min($0.width, $0.height) }.min() ?? 1
    let scale = scale ?? TileSettings.scale(forTilesOf: side)
    let pair = Sheet(columns: 2, padding: 0, scale: scale)
    return try Sheet(padding: 4 * scale).render(zip(inputs, targets).map { try pair.render([$0, $1]) })
  }
}
