public import ArtData
import ArtFiles
import ArtSettings
public import ArtTensor

/// A data set's images, shuffled anew in every epoch, as a ``Trainer`` takes them.
public final class DatasetBatches: ImageBatches {
  public let imageShape: Shape
  public let contentHash: String
  private let sampler: BatchSampler
  private let range: ClosedRange<Float>

  /// - Parameters:
  ///   - dataset: the set that holds the images.
  ///   - indices: the images to learn from; `nil` for all.
  ///   - augmentation: small random changes, made anew each time that an image is drawn.
  ///   - definition: its recipe's batch size and its scale of brightness count.
  ///   - seed: the training's: it decides the order and the random changes.
  /// - Throws: `DatasetError` if there is no image, ``TrainingError/imageShape(found:expected:)`` if the images do
  ///   not fit the model.
  public init(
    _ dataset: Dataset, indices: [Int]? = nil, augmentation: Augmentation = .none, for definition: ModelDefinition,
    seed: UInt64
  ) throws {
    guard dataset.imageShape == definition.imageShape else {
      throw TrainingError.imageShape(found: dataset.imageShape, expected: definition.imageShape)
    }
    sampler = try BatchSampler(
      dataset: dataset, indices: indices, batchSize: definition.recipe.batchSize, augmentation: augmentation,
      key: SeedPurpose.batches.key(of: seed))
    imageShape = dataset.imageShape
    let black = definition.pixelRange.black
    range = black...(black + definition.pixelRange.extent)
    let use: SettingValue = [
      "images": SettingValue(dataset.contentHash.hex),
      "indices": indices.map { SettingValue($0.map { SettingValue($0) }) } ?? nil,
      "augment": try augmentation.fingerprint,
    ]
    contentHash = SHA256.hash(use.canonicalJSON).hex
  }

  public var imageCount: Int { sampler.count }

  public var classCount: Int { sampler.dataset.classNames.count }

  public func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fillLabels(buffer, step: number)
  }

  public func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fill(buffer, step: number, range: range)
  }
}
