import ArtMedia

/// A small copy of an image, stretched to a square, and its difference hash: what tells images that look alike.
///
/// Source: N. Krawetz 2013, "Kind of Like That" (dHash): 64 bits, each of which says whether a pixel of the image, made 9×8
/// and grey, is brighter than the pixel to its left. Bits of even areas would be noise, so a pixel must be brighter by
/// ``evenness``. Images of even areas share a hash without being alike, so the pixels of the small copies are compared
/// too.
struct Thumbnail: Sendable {
  static let side = 16
  /// Levels of 255 by which a pixel must be brighter for its bit to be set.
  private static let evenness = 3
  /// The most bits of 64 in which the hashes of images that look alike differ. Krawetz takes images with up to 10 for
  /// alike; a stricter limit lets ``LookAlikes`` find them without comparing each image with each.
  static let mostBits = 3
  /// How far their pixels may lie apart in the mean, as a share of what an image's own pixels lie apart from their mean:
  /// two thin strokes on an empty ground are near each other without being alike. Other sizes and JPEG's losses stay below.
  static let mostDifference = 0.05
  /// So many levels of 255 in the mean are nothing, however even the image.
  static let leastDifference = 1.0

  /// `side * side` pixels, red, green and blue.
  let pixels: [UInt8]
  let hash: UInt64
  /// The mean of how far samples lie from their mean, in levels of 255.
  let contrast: Double

  /// Transparent images are put on white.
  init(_ image: PixelImage) throws(MediaError) {
    let small = try image.fitted(width: Self.side, height: Self.side, mode: .stretch).converted(toChannels: 3)
    pixels = small.pixels
    let mean = Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count)
    contrast = pixels.reduce(0) { $0 + abs(Double($1) - mean) } / Double(pixels.count)
    let grey = try small.resized(width: 9, height: 8).converted(toChannels: 1)
    var hash: UInt64 = 0
    for y in 0..<8 {
      for x in 0..<8 {
        let isBrighter = Int(grey[x + 1, y]) - Int(grey[x, y]) > Self.evenness
        hash = hash << 1 | (isBrighter ? 1 : 0)
      }
    }
    self.hash = hash
  }

  func looksLike(_ other: Thumbnail) -> Bool {
    guard (hash ^ other.hash).nonzeroBitCount <= Self.mostBits else { return false }
    let share = max(Self.leastDifference, Self.mostDifference * min(contrast, other.contrast))
    let most = Int(share * Double(pixels.count))
    return Self.difference(pixels, other.pixels, most: most) <= most
  }

  /// The sum of the absolute differences of samples, counted until it is above `most`.
  static func difference(_ one: [UInt8], _ other: [UInt8], most: Int = .max) -> Int {
    one.withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        var sum = 0
        let row = 3 * side
        for start in stride(from: 0, to: one.count, by: row) {
          for place in start..<min(start + row, one.count) { sum += abs(Int(one[place]) - Int(other[place])) }
          if sum > most { break }
        }
        return sum
      }
    }
  }

  /// The pixels with left and right exchanged.
  var mirrored: [UInt8] {
    (0..<pixels.count).map { place in
      let (pixel, channel) = place.quotientAndRemainder(dividingBy: 3)
      let (y, x) = pixel.quotientAndRemainder(dividingBy: Self.side)
      return pixels[3 * (y * Self.side + Self.side - 1 - x) + channel]
    }
  }
}
