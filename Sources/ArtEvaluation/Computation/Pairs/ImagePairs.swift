import ArtTensor

/// Two sets of images that belong together one by one: what a model made, and what it was to make.
///
/// Images with alpha are compared on black and on white, and the mean counts: what differs in its colour or in how much of
/// it shows differs on one of the two, which on a grey in the middle it need not.
struct ImagePairs: SharedByComparison {
  private let images: ImageSet
  private let targets: ImageSet
  private let pool: ThreadPool

  /// - Throws: ``MetricsError`` for images of different shapes, different counts or none.
  init(_ images: ImageSet, targets: ImageSet, pool: ThreadPool) throws(MetricsError) {
    let shapes = [images, targets].map { [$0.height, $0.width, $0.channels] }
    guard shapes[0] == shapes[1] else { throw .imagesDiffer(shapes[0], shapes[1]) }
    guard images.count == targets.count else { throw .unpaired(images.count, targets.count) }
    guard images.count > 0 else { throw .tooFew(metric: "pairs of images", found: 0, needed: 1) }
    self.images = images
    self.targets = targets
    self.pool = pool
  }

  init(_ comparison: Comparison) throws {
    try self.init(comparison.generated.images, targets: comparison.real.images, pool: comparison.pool)
  }

  /// A number for each pair: the mean over the backgrounds.
  func map(_ compare: @Sendable (_ image: OpaqueImage, _ target: OpaqueImage) -> Double) -> [Double] {
    let backgrounds = OpaqueImage.backgrounds(channels: images.channels)
    var values = [Double](repeating: 0, count: images.count)
    values.withUnsafeMutableBufferPointer { values in
      // Each block writes the value of its own pair.
      nonisolated(unsafe) let values = values
      pool.parallel(images.count) { pair in
        let sum = backgrounds.reduce(0.0) { sum, background in
          sum + compare(OpaqueImage(images, pair, on: background), OpaqueImage(targets, pair, on: background))
        }
        values[pair] = sum / Double(backgrounds.count)
      }
    }
    return values
  }
}

/// An image of a set without alpha.
struct OpaqueImage {
  let height: Int
  let width: Int
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  /// `[height, width, channels]`.
  let pixels: [UInt8]

  /// The grey levels that images of so many channels are put on.
  static func backgrounds(channels: Int) -> [UInt8] { channels == 4 ? [0, 255] : [0] }

  /// - Parameter background: a grey level; it shows only where the image has alpha.
  init(_ set: ImageSet, _ index: Int, on background: UInt8) {
    (height, width) = (set.height, set.width)
    let bytes = set.pixels[(index * set.imageSize)..<((index + 1) * set.imageSize)]
    guard set.channels == 4 else {
      channels = set.channels
      pixels = Array(bytes)
      return
    }
    channels = 3
    let count = set.height * set.width
    // Colours are weighed by alpha already.
    pixels = bytes.withUnsafeBufferPointer { bytes in
      [UInt8](unsafeUninitializedCapacity: 3 * count) { target, filled in
        for pixel in 0..<count {
          let behind = (Int(background) * (255 - Int(bytes[4 * pixel + 3])) + 127) / 255
          for channel in 0..<3 {
            target[3 * pixel + channel] = UInt8(min(Int(bytes[4 * pixel + channel]) + behind, 255))
          }
        }
        filled = 3 * count
      }
    }
  }

  /// The brightness of each pixel, 0 to 255, not rounded: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).
  var luma: [Double] {
    guard channels == 3 else { return pixels.map(Double.init) }
    return pixels.withUnsafeBufferPointer { pixels in
      (0..<height * width).map { pixel -> Double in
        let (red, green) = (Double(pixels[3 * pixel]), Double(pixels[3 * pixel + 1]))
        return 0.299 * red + 0.587 * green + 0.114 * Double(pixels[3 * pixel + 2])
      }
    }
  }
}
