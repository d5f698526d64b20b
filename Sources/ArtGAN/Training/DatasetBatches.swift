public import ArtData
import ArtSettings
public import ArtTensor

/// A data set's pictures, shuffled anew in every epoch, as a ``Trainer`` takes them.
public final class DatasetBatches: PictureBatches {
  public let pictureShape: Shape
  public let contentHash: String
  private let sampler: BatchSampler
  private let range: ClosedRange<Float>

  /// - Parameters:
  ///   - dataset: the set that holds the pictures.
  ///   - indices: the pictures to learn from; `nil` for all.
  ///   - augmentation: small random changes, made anew each time that a picture is drawn.
  ///   - definition: its recipe's batch size and its scale of brightness count.
  ///   - seed: the training's: it decides the order and the random changes.
  /// - Throws: `DatasetError` if there is no picture, ``TrainingError/pictureShape(found:expected:)`` if the pictures do
  ///   not fit the model.
  public init(
    _ dataset: Dataset, indices: [Int]? = nil, augmentation: Augmentation = .none, for definition: ModelDefinition,
    seed: UInt64
  ) throws {
    guard dataset.pictureShape == definition.pictureShape else {
      throw TrainingError.pictureShape(found: dataset.pictureShape, expected: definition.pictureShape)
    }
    sampler = try BatchSampler(
      dataset: dataset, indices: indices, batchSize: definition.recipe.batchSize, augmentation: augmentation,
      key: Trainer.dataKey(of: seed))
    pictureShape = dataset.pictureShape
    let black = definition.pixelRange.black
    range = black...(black + definition.pixelRange.extent)
    var use: SettingValue = [
      "pictures": SettingValue(dataset.contentHash.hex),
      "indices": indices.map { SettingValue($0.map { SettingValue($0) }) } ?? nil,
      "flips": SettingValue(augmentation.flips), "crop": SettingValue(augmentation.crop),
      "shift": SettingValue(augmentation.shift),
    ]
    // Only where there is any, so that trainings from before there was rotation can still be gone on with.
    if augmentation.rotation != 0 { use["rotate"] = SettingValue(augmentation.rotation) }
    contentHash = SHA256.hash(use.canonicalJSON).hex
  }

  public var pictureCount: Int { sampler.count }

  public var classCount: Int { sampler.dataset.classNames.count }

  public func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fillLabels(buffer, step: number)
  }

  public func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fill(buffer, step: number, range: range)
  }
}
