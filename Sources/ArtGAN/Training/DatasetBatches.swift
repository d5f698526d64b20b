public import ArtData
import ArtFiles
import ArtSettings
public import ArtTensor

/// A data set's images, shuffled anew in every epoch, as a ``Trainer`` takes them.
public final class DatasetBatches: ImageBatches {
  public let imageShape: Shape
  public let inputShape: Shape?
  public let contentHash: String
  private let sampler: BatchSampler
  private let range: ClosedRange<Float>

  /// - Parameters:
  ///   - dataset: the set that holds the images.
  ///   - indices: the images to learn from, and the inputs that are paired with them; `nil` for all.
  ///   - inputIndices: the inputs to learn from where they are not paired; `nil` for all.
  ///   - augmentation: small random changes, made anew each time that an image is drawn.
  ///   - definition: its recipe's batch size and its scale of brightness count. One that translates learns on random windows
  ///     of its size.
  ///   - seed: the training's: it decides the order and the random changes.
  /// - Throws: `DatasetError` if there is no image, ``TrainingError/imageShape(found:expected:)`` if the images do
  ///   not fit the model.
  public init(
    _ dataset: Dataset, indices: [Int]? = nil, inputIndices: [Int]? = nil, augmentation: Augmentation = .none,
    for definition: ModelDefinition, seed: UInt64
  ) throws {
    let shape = definition.imageShape
    let window = definition.translation.map { _ in (height: shape[0], width: shape[1]) }
    guard window != nil && dataset.imageShape.channels == shape.channels || dataset.imageShape == shape else {
      throw TrainingError.imageShape(found: dataset.imageShape, expected: shape)
    }
    if let translation = definition.translation, translation.isPaired, dataset.inputs?.isPaired == false {
      throw TrainingError.notPaired
    }
    sampler = try BatchSampler(
      dataset: dataset, indices: indices, inputIndices: inputIndices, size: window,
      batchSize: definition.recipe.batchSize, augmentation: augmentation,
      key: SeedPurpose.batches.key(of: seed))
    (imageShape, inputShape) = (sampler.imageShape, sampler.inputShape)
    let black = definition.pixelRange.black
    range = black...(black + definition.pixelRange.extent)
    func list(_ indices: [Int]?) -> SettingValue { indices.map { SettingValue($0.map { SettingValue($0) }) } ?? nil }
    var use: SettingValue = [
      "images": SettingValue(dataset.contentHash.hex), "indices": list(indices),
      "augment": try augmentation.fingerprint,
    ]
    if dataset.inputs != nil { use["inputs"] = list(inputIndices) }
    contentHash = SHA256.hash(use.canonicalJSON).hex
  }

  public var imageCount: Int { sampler.count }

  public var classCount: Int { sampler.dataset.classNames.count }

  public func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fillLabels(buffer, step: number)
  }

  public func fillInputs(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fillInputs(buffer, step: number, range: range)
  }

  public func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    sampler.fill(buffer, step: number, range: range)
  }
}
