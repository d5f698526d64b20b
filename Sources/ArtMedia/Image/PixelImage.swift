/// An image in memory: 8 bits a channel, rows from top to bottom, channels interleaved, no padding.
///
/// One channel is grey, three are red, green, blue, four are red, green, blue and alpha (not premultiplied).
/// Values are sRGB-encoded, as in files and on screens.
public struct PixelImage: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// 1 (grey), 3 (RGB) or 4 (RGBA).
  public let channels: Int
  /// `height * width * channels` bytes; the sample of channel `c` at `(x, y)` is at `(y * width + x) * channels + c`.
  public internal(set) var pixels: [UInt8]
  /// What reading the image from a file changed; nothing for an image that was made or changed since. It is no part of the
  /// image: images with the same pixels are equal.
  public internal(set) var conversions: ImageConversions = []

  /// Makes an image of existing samples.
  ///
  /// - Throws: ``MediaError`` when a side is not positive, the channels are not 1, 3 or 4, or the count of samples is not
  ///   `width * height * channels`.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) throws(MediaError) {
    let count = try PixelImage.sampleCount(width: width, height: height, channels: channels)
    guard pixels.count == count else {
      throw MediaError(
        .invalidArgument,
        "a \(width)×\(height) image of \(channels) channels has \(count) samples, not \(pixels.count)")
    }
    self.init(unchecked: pixels, width: width, height: height, channels: channels)
  }

  /// Makes an image with every sample set to `fill`.
  ///
  /// - Throws: ``MediaError`` when a side is not positive or the channels are not 1, 3 or 4.
  public init(width: Int, height: Int, channels: Int, fill: UInt8 = 0) throws(MediaError) {
    let count = try PixelImage.sampleCount(width: width, height: height, channels: channels)
    self.init(unchecked: [UInt8](repeating: fill, count: count), width: width, height: height, channels: channels)
  }

  /// For results whose sizes are right by construction.
  init(unchecked pixels: [UInt8], width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// The number of samples of an image of this size.
  static func sampleCount(width: Int, height: Int, channels: Int) throws(MediaError) -> Int {
    guard width > 0, height > 0 else {
      throw MediaError(.invalidArgument, "an image's sides must be at least 1, not \(width)×\(height)")
    }
    guard channels == 1 || channels == 3 || channels == 4 else {
      throw MediaError(.invalidArgument, "an image has 1, 3 or 4 channels, not \(channels)")
    }
    let (area, areaOverflow) = width.multipliedReportingOverflow(by: height)
    let (count, countOverflow) = area.multipliedReportingOverflow(by: channels)
    guard !areaOverflow, !countOverflow else {
      throw MediaError(.tooLarge, "a \(width)×\(height) image does not fit into memory")
    }
    return count
  }
}

extension PixelImage {
  public static func == (one: PixelImage, other: PixelImage) -> Bool {
    (one.width, one.height, one.channels) == (other.width, other.height, other.channels) && one.pixels == other.pixels
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(width)
    hasher.combine(height)
    hasher.combine(channels)
    hasher.combine(pixels)
  }
}

extension PixelImage {
  /// The image with more that reading did to it.
  func converted(by more: ImageConversions) -> PixelImage {
    var image = self
    image.conversions.formUnion(more)
    return image
  }

  /// Whether there is an alpha channel.
  public var hasAlpha: Bool { channels == 4 }

  /// Bytes from one row to the next.
  public var bytesPerRow: Int { width * channels }

  /// One sample; `x`, `y` and `channel` must lie inside.
  public subscript(x: Int, y: Int, channel: Int = 0) -> UInt8 {
    get { pixels[(y * width + x) * channels + channel] }
    set { pixels[(y * width + x) * channels + channel] = newValue }
  }

  /// Calls `body` with the samples, to be changed in place. Their count stays as it is.
  public mutating func withUnsafeMutablePixels<R, E: Error>(
    _ body: (UnsafeMutableBufferPointer<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    let outcome: Result<R, E> = pixels.withUnsafeMutableBufferPointer { buffer in
      do throws(E) {
        return .success(try body(buffer))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}
