public import ArtTensor

/// Cuts a set into random batches, each of which follows from (key, step) alone.
///
/// Epochs follow one another without a gap: each goes once through all images in an order of its own, and a batch
/// that reaches the end of one goes on in the next. So no image is left out, every batch is full, and a set smaller
/// than a batch works too. Steps may be asked for in any order; in rising order nothing is allocated.
public final class BatchSampler {
  public let dataset: Dataset
  public let batchSize: Int
  public let augmentation: Augmentation
  /// The images to draw from.
  private let pool: [Int]
  private let orderKey: RandomKey
  private let changeKey: RandomKey

  /// The order of the epoch asked for last.
  private var order: [Int]
  private var orderEpoch = -1
  /// The number for each byte, for the range asked for last.
  private var scale = [Float](repeating: 0, count: 256)
  private var scaleRange: ClosedRange<Float>?

  /// - Parameters:
  ///   - dataset: The set whose images are drawn.
  ///   - indices: The images to draw from; nil for all.
  ///   - batchSize: The number of images in each batch.
  ///   - augmentation: Small random changes, made anew each time that an image is drawn.
  ///   - key: Decides the order and the random changes.
  /// - Throws: ``DatasetError`` where the batch size is not positive, there is no image, or an index lies outside.
  public init(
    dataset: Dataset, indices: [Int]? = nil, batchSize: Int, augmentation: Augmentation = .none, key: RandomKey
  ) throws(DatasetError) {
    let pool = indices ?? Array(0..<dataset.count)
    guard batchSize > 0 else {
      throw DatasetError(.invalidArgument, file: dataset.name, "a batch of \(batchSize) images makes no sense")
    }
    guard !pool.isEmpty else { throw DatasetError(.empty, file: dataset.name, "there are no images to draw from") }
    if let bad = pool.first(where: { $0 < 0 || $0 >= dataset.count }) {
      throw DatasetError(.invalidArgument, file: dataset.name, "there is no image \(bad) among \(dataset.count)")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.augmentation = augmentation
    self.pool = pool
    order = pool
    orderKey = key.folded(.batchOrder)
    changeKey = key.folded(.batchChanges)
  }

  /// The number of images drawn from.
  public var count: Int { pool.count }

  /// The number of batches that go at least once through all images.
  public var stepsPerEpoch: Int { (pool.count + batchSize - 1) / batchSize }

  /// How many whole epochs lie before a step, with the fraction of the running one.
  public func epochs(before step: Int) -> Double { Double(step * batchSize) / Double(pool.count) }

  /// The images of a step's batch, as indices into the set.
  public func indices(step: Int) -> [Int] { (0..<batchSize).map { index(step: step, slot: $0) } }

  /// Fills a batch, `[batchSize, height, width, channels]`, with black as the lower bound of `range` and white as the
  /// upper: `-1...1` for models that end in tanh, `0...1` for others.
  ///
  /// - Precondition: `batch` has `batchSize` times ``Dataset/imageSize`` elements.
  public func fill(_ batch: UnsafeMutableBufferPointer<Float>, step: Int, range: ClosedRange<Float>) {
    let size = dataset.imageSize
    precondition(batch.count == batchSize * size, "a batch has \(batchSize * size) numbers, not \(batch.count)")
    prepareScale(range)
    let stepKey = changeKey.folded(UInt64(step))
    dataset.pixels.withUnsafeBufferPointer { pixels in
      scale.withUnsafeBufferPointer { scale in
        for slot in 0..<batchSize {
          let index = index(step: step, slot: slot)
          let source = UnsafeBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)])
          let target = UnsafeMutableBufferPointer(rebasing: batch[(slot * size)..<((slot + 1) * size)])
          let key = stepKey.folded(UInt64(slot))
          var transform = ImageTransform(dataset)
          augmentation.apply(to: &transform, key: key)
          transform.write(source, to: target, scale: scale)
          augmentation.apply(
            to: BatchImage(
              pixels: target, height: dataset.height, width: dataset.width, channels: dataset.channels, range: range),
            key: key)
        }
      }
    }
  }

  /// Fills the class numbers of a step's batch; zeros where the set has no labels.
  ///
  /// - Precondition: `labels` has `batchSize` elements.
  public func fillLabels(_ labels: UnsafeMutableBufferPointer<Float>, step: Int) {
    precondition(labels.count == batchSize, "a batch has \(batchSize) labels, not \(labels.count)")
    for slot in 0..<batchSize {
      let index = index(step: step, slot: slot)
      labels[slot] = dataset.labels.map { Float($0[index]) } ?? 0
    }
  }

  private func index(step: Int, slot: Int) -> Int {
    let (epoch, place) = (step * batchSize + slot).quotientAndRemainder(dividingBy: pool.count)
    if epoch != orderEpoch { shuffle(epoch) }
    return order[place]
  }

  /// Fisher and Yates, in place.
  private func shuffle(_ epoch: Int) {
    let key = orderKey.folded(UInt64(epoch))
    for i in order.indices { order[i] = pool[i] }
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, key.int(UInt64(last), below: last + 1))
    }
    orderEpoch = epoch
  }

  private func prepareScale(_ range: ClosedRange<Float>) {
    guard range != scaleRange else { return }
    let span = range.upperBound - range.lowerBound
    for byte in 0..<256 { scale[byte] = range.lowerBound + span * Float(byte) / 255 }
    scaleRange = range
  }
}
