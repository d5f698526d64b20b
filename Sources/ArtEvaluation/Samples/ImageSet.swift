public import ArtData
public import ArtMedia

/// Images of one size, 8 bits a channel, for metrics that compare pixels.
public struct ImageSet: Hashable, Sendable {
  public let count: Int
  public let height: Int
  public let width: Int
  public let channels: Int
  /// `[count, height, width, channels]`; of images with alpha, colours are weighed by it, so that what does not show does not
  /// count.
  public let pixels: [UInt8]

  /// - Throws: ``MetricsError/wrongCount(found:rows:columns:)`` if the bytes do not divide into images.
  public init(height: Int, width: Int, channels: Int, pixels: [UInt8]) throws(MetricsError) {
    let size = height * width * channels
    guard height > 0, width > 0, channels > 0, pixels.count % size == 0 else {
      throw .wrongCount(found: pixels.count, rows: pixels.count / max(size, 1), columns: size)
    }
    count = pixels.count / size
    self.height = height
    self.width = width
    self.channels = channels
    self.pixels = pixels
  }

  /// Bytes in one image.
  public var imageSize: Int { height * width * channels }

  /// The images at `indices`, in that order.
  ///
  /// - Precondition: every index is in `0 ..< count`.
  public func gathering(_ indices: [Int]) -> ImageSet {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * imageSize)
    for index in indices { chosen += pixels[(index * imageSize)..<((index + 1) * imageSize)] }
    return ImageSet(unchecked: indices.count, self, chosen)
  }

  /// The share of bytes that are fully black or fully white.
  public var shareOfExtremes: Double {
    let count = pixels.withUnsafeBufferPointer { $0.reduce(0) { $0 + ($1 == 0 || $1 == 255 ? 1 : 0) } }
    return Double(count) / Double(max(pixels.count, 1))
  }

  /// Some of the images, in their order.
  public func slice(_ range: Range<Int>) -> ImageSet {
    let range = range.clamped(to: 0..<count)
    let bytes = pixels[(range.lowerBound * imageSize)..<(range.upperBound * imageSize)]
    return ImageSet(unchecked: range.count, self, Array(bytes))
  }

  init(unchecked count: Int, _ like: ImageSet, _ pixels: [UInt8]) {
    self.count = count
    height = like.height
    width = like.width
    channels = like.channels
    self.pixels = pixels
  }
}

extension ImageSet {
  /// Images of one size.
  ///
  /// - Throws: ``MetricsError/wrongCount(found:rows:columns:)`` if there is none.
  public init(_ images: [PixelImage]) throws(MetricsError) {
    try self.init(
      height: images.first?.height ?? 0, width: images.first?.width ?? 0, channels: images.first?.channels ?? 0,
      pixels: images.flatMap { $0.premultiplied().pixels })
  }

  /// One of the images.
  ///
  /// - Throws: `MediaError` where the channels are none of an image.
  public func image(_ index: Int) throws(MediaError) -> PixelImage {
    try PixelImage(
      width: width, height: height, channels: channels,
      pixels: Array(pixels[(index * imageSize)..<((index + 1) * imageSize)])
    ).unpremultiplied()
  }

  /// The images of a data set.
  public init(_ dataset: Dataset) throws(MetricsError) {
    try self.init(
      height: dataset.height, width: dataset.width, channels: dataset.channels, pixels: dataset.pixels)
  }
}
