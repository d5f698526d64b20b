public import ArtTensor

/// Cuts a set into random batches, each of which follows from (key, step) alone.
///
/// Epochs follow one another without a gap: each goes once through all images in an order of its own, and a batch
/// that reaches the end of one goes on in the next. So no image is left out, every batch is full, and a set smaller
/// than a batch works too. Steps may be asked for in any order; in rising order nothing is allocated, but for inputs that are
/// made anew at each draw.
///
/// Inputs that are paired with images are drawn with them: the same ones, with the same window and the same random
/// changes. Inputs that are not paired are drawn in an order and with windows and changes of their own.
public final class BatchSampler {
  public let dataset: Dataset
  public let batchSize: Int
  public let augmentation: Augmentation
  private var images: BatchSide
  private var inputs: BatchSide?
  private var scale = ByteScale()

  /// - Parameters:
  ///   - dataset: The set whose images are drawn.
  ///   - indices: The images to draw from, and the inputs that are paired with them; nil for all.
  ///   - inputIndices: The inputs to draw from where they are not paired; nil for all.
  ///   - size: The size of the windows that are cut out of images and inputs, each time in another place; nil for whole
  ///     images.
  ///   - batchSize: The number of images in each batch.
  ///   - augmentation: Small random changes, made anew each time that an image is drawn.
  ///   - key: Decides the order, the windows and the random changes.
  /// - Throws: ``DatasetError`` where the batch size is not positive, there is no image, an index lies outside, or images
  ///   are smaller than the windows.
  public init(
    dataset: Dataset, indices: [Int]? = nil, inputIndices: [Int]? = nil, size: (height: Int, width: Int)? = nil,
    batchSize: Int, augmentation: Augmentation = .none, key: RandomKey
  ) throws(DatasetError) {
    guard batchSize > 0 else {
      throw DatasetError(.invalidArgument, file: dataset.name, "a batch of \(batchSize) images makes no sense")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.augmentation = augmentation
    images = try BatchSide(
      indices, of: dataset.count, dataset.imageShape, size: size, batchSize: batchSize,
      orderKey: key.folded(.batchOrder), changeKey: key.folded(.batchChanges), names: ("image", dataset.name))
    inputs = nil
    guard let given = dataset.inputs else { return }
    inputs = try BatchSide(
      given.isPaired ? indices : inputIndices, of: given.count, given.imageShape, size: size, batchSize: batchSize,
      orderKey: key.folded(given.isPaired ? .batchOrder : .inputOrder),
      changeKey: key.folded(given.isPaired ? .batchChanges : .inputChanges), names: ("input", dataset.name))
  }

  /// `[height, width, channels]` of each image in a batch: the set's, or those of a window.
  public var imageShape: Shape { images.windowShape }

  /// The same of each input; nil for a set without inputs.
  public var inputShape: Shape? { inputs?.windowShape }

  /// The number of images drawn from.
  public var count: Int { images.count }

  /// The number of batches that go at least once through all images.
  public var stepsPerEpoch: Int { (count + batchSize - 1) / batchSize }

  /// How many whole epochs lie before a step, with the fraction of the running one.
  public func epochs(before step: Int) -> Double { Double(step * batchSize) / Double(count) }

  /// The images of a step's batch, as indices into the set.
  public func indices(step: Int) -> [Int] { (0..<batchSize).map { images.index(step: step, slot: $0) } }

  /// The inputs of a step's batch, as indices into the set's inputs; none where it has none.
  public func inputIndices(step: Int) -> [Int] {
    (0..<batchSize).compactMap { inputs?.index(step: step, slot: $0) }
  }

  /// Fills a batch, `[batchSize, height, width, channels]`, with black as the lower bound of `range` and white as the
  /// upper: `-1...1` for models that end in tanh, `0...1` for others.
  ///
  /// - Precondition: `batch` has `batchSize` times as many elements as ``imageShape``.
  public func fill(_ batch: UnsafeMutableBufferPointer<Float>, step: Int, range: ClosedRange<Float>) {
    let count = batchSize * imageShape.count
    precondition(batch.count == count, "a batch has \(count) numbers, not \(batch.count)")
    scale.prepare(range)
    for slot in 0..<batchSize {
      images.write(
        images.index(step: step, slot: slot), of: dataset.pixels, to: images.slot(slot, of: batch), augmentation,
        key: images.key(step: step, slot: slot), scale: scale)
    }
  }

  /// Fills the inputs of a step's batch, `[batchSize, height, width, channels]`, as ``fill(_:step:range:)`` does its
  /// images. What makers draw at random is drawn anew.
  ///
  /// - Precondition: The set has inputs, and `batch` has `batchSize` times as many elements as ``inputShape``.
  public func fillInputs(_ batch: UnsafeMutableBufferPointer<Float>, step: Int, range: ClosedRange<Float>) {
    guard let given = dataset.inputs, let shape = inputShape else { preconditionFailure("the set has no inputs") }
    let count = batchSize * shape.count
    precondition(batch.count == count, "a batch of inputs has \(count) numbers, not \(batch.count)")
    scale.prepare(range)
    let pixels = given.drawn.map { $0.unchanged ?? dataset.pixels } ?? given.pixels
    for slot in 0..<batchSize {
      guard let index = inputs?.index(step: step, slot: slot), let side = inputs else { return }
      let (target, key) = (side.slot(slot, of: batch), side.key(step: step, slot: slot))
      side.write(index, of: pixels, to: target, augmentation, key: key, scale: scale)
      guard let drawn = given.drawn else { continue }
      scale.change(target) { bytes in
        drawn.change(
          InputPixels(bytes: bytes, height: shape[0], width: shape[1], channels: shape[2]), key: key)
      }
    }
  }

  /// Fills the class numbers of a step's batch; zeros where the set has no labels.
  ///
  /// - Precondition: `labels` has `batchSize` elements.
  public func fillLabels(_ labels: UnsafeMutableBufferPointer<Float>, step: Int) {
    precondition(labels.count == batchSize, "a batch has \(batchSize) labels, not \(labels.count)")
    for slot in 0..<batchSize {
      let index = images.index(step: step, slot: slot)
      labels[slot] = dataset.labels.map { Float($0[index]) } ?? 0
    }
  }
}
