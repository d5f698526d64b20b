/// Pictures of one size, 8 bits a channel, for figures that look at pixels.
public struct PictureSet: Hashable, Sendable {
  public let count: Int
  public let height: Int
  public let width: Int
  public let channels: Int
  /// `[count, height, width, channels]`.
  public let pixels: [UInt8]

  /// - Throws: ``MetricsError/wrongCount(found:rows:columns:)`` if the bytes do not divide into pictures.
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

  /// Bytes in one picture.
  public var pictureSize: Int { height * width * channels }

  /// The pictures at `indices`, in that order.
  ///
  /// - Precondition: every index is in `0 ..< count`.
  public func gathering(_ indices: [Int]) -> PictureSet {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * pictureSize)
    for index in indices { chosen += pixels[(index * pictureSize)..<((index + 1) * pictureSize)] }
    return PictureSet(unchecked: indices.count, self, chosen)
  }

  /// The share of bytes that are fully black or fully white.
  public var shareOfExtremes: Double {
    let count = pixels.withUnsafeBufferPointer { $0.reduce(0) { $0 + ($1 == 0 || $1 == 255 ? 1 : 0) } }
    return Double(count) / Double(max(pixels.count, 1))
  }

  /// Some of the pictures, in their order.
  public func slice(_ range: Range<Int>) -> PictureSet {
    let range = range.clamped(to: 0..<count)
    let bytes = pixels[(range.lowerBound * pictureSize)..<(range.upperBound * pictureSize)]
    return PictureSet(unchecked: range.count, self, Array(bytes))
  }

  private init(unchecked count: Int, _ like: PictureSet, _ pixels: [UInt8]) {
    self.count = count
    height = like.height
    width = like.width
    channels = like.channels
    self.pixels = pixels
  }
}
