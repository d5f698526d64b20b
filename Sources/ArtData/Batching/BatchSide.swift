import ArtTensor

/// One side of batches, images or inputs: in which order its images are drawn, where windows are cut out of them, and which
/// random changes they get. Two sides with the same keys draw alike: so pairs stay together.
struct BatchSide {
  /// `[height, width, channels]` of the set's images.
  let imageShape: Shape
  /// The same of what is cut out of them.
  let windowShape: Shape
  private let batchSize: Int
  private var order: EpochOrder
  private let changeKey: RandomKey

  /// - Parameters:
  ///   - indices: The images to draw from; nil for all.
  ///   - count: How many there are.
  ///   - imageShape: The set's images.
  ///   - size: The size of windows; nil for whole images.
  ///   - names: What an image of this side is called, and the set.
  /// - Throws: ``DatasetError`` where there is nothing to draw from, an index lies outside, or images are smaller than the
  ///   windows.
  init(
    _ indices: [Int]?, of count: Int, _ imageShape: Shape, size: (height: Int, width: Int)?, batchSize: Int,
    orderKey: RandomKey, changeKey: RandomKey, names: (noun: String, set: String)
  ) throws(DatasetError) {
    let pool = indices ?? Array(0..<count)
    guard !pool.isEmpty else {
      throw DatasetError(.empty, file: names.set, "there are no \(names.noun)s to draw from")
    }
    if let bad = pool.first(where: { $0 < 0 || $0 >= count }) {
      throw DatasetError(.invalidArgument, file: names.set, "there is no \(names.noun) \(bad) among \(count)")
    }
    let (height, width) = size ?? (imageShape[0], imageShape[1])
    guard height > 0, width > 0, height <= imageShape[0], width <= imageShape[1] else {
      throw DatasetError(
        .invalidArgument, file: names.set,
        "windows of \(width)×\(height) cannot be cut out of \(names.noun)s of \(imageShape[1])×\(imageShape[0])",
        advice: "load larger images, or take a smaller size")
    }
    self.imageShape = imageShape
    windowShape = Shape([height, width, imageShape[2]])
    self.batchSize = batchSize
    order = EpochOrder(pool, key: orderKey)
    self.changeKey = changeKey
  }

  /// The number of images drawn from.
  var count: Int { order.pool.count }

  /// The image in a slot of a step's batch.
  mutating func index(step: Int, slot: Int) -> Int { order.index(ofDraw: step * batchSize + slot) }

  /// The random numbers of what is drawn there.
  func key(step: Int, slot: Int) -> RandomKey { changeKey.folded(UInt64(step)).folded(UInt64(slot)) }

  /// The part of a batch that a slot has.
  func slot(_ slot: Int, of batch: UnsafeMutableBufferPointer<Float>) -> UnsafeMutableBufferPointer<Float> {
    let size = windowShape.count
    return UnsafeMutableBufferPointer(rebasing: batch[(slot * size)..<((slot + 1) * size)])
  }

  /// Writes an image as a window and random changes make it.
  ///
  /// - Parameters:
  ///   - pixels: All images of the side.
  ///   - scale: The number for each byte, prepared for a range.
  func write(
    _ index: Int, of pixels: [UInt8], to target: UnsafeMutableBufferPointer<Float>, _ augmentation: Augmentation,
    key: RandomKey, scale: ByteScale
  ) {
    let size = imageShape.count
    var transform = ImageTransform(of: imageShape, window: windowShape, key: key)
    augmentation.apply(to: &transform, key: key)
    pixels.withUnsafeBufferPointer { pixels in
      transform.write(
        UnsafeBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)]), to: target, scale: scale)
    }
    augmentation.apply(
      to: BatchImage(
        pixels: target, height: windowShape[0], width: windowShape[1], channels: windowShape[2], range: scale.range),
      key: key)
  }
}
