import ArtTensor

/// Squares of pixels from random places of images, as features of layout, colour and brush: what tells how much one image
/// looks as if it were a part of another, where there are too few images to compare sets of them.
///
/// A patch of 16×16 pixels is averaged down to 8×8. It is the idea of the single-image Fréchet distance (Shaham et al.
/// 2019, "SinGAN", section 3), which takes the places of a network's features in the place of patches.
struct ImagePatches {
  /// The side of a patch, in pixels.
  static let side = 16
  private static let thumbnailSide = 8
  /// Patches in all, or one an image where there are more images. The Fréchet distance depends on it.
  private static let count = 2048

  let features: FeatureMatrix

  /// - Parameters:
  ///   - images: the images, of which no side is smaller than a patch.
  ///   - key: decides the places: image n of two sets with one key has the same.
  ///   - pool: the threads that do the work.
  init(_ images: ImageSet, key: RandomKey, pool: ThreadPool) throws(MetricsError) {
    guard min(images.height, images.width) >= Self.side else {
      throw .tooSmall(
        metric: "the patch Fréchet distance", height: images.height, width: images.width, needed: Self.side)
    }
    let perImage = max((Self.count + images.count - 1) / max(images.count, 1), 1)
    let line = Self.side * images.channels
    var pixels: [UInt8] = []
    pixels.reserveCapacity(images.count * perImage * Self.side * line)
    // Patch by patch through all images, so that groups that are left out together are of all of them.
    for patch in 0..<perImage {
      for image in 0..<images.count {
        let places = key.folded(UInt64(image))
        let top = places.int(UInt64(2 * patch), below: images.height - Self.side + 1)
        let left = places.int(UInt64(2 * patch + 1), below: images.width - Self.side + 1)
        for row in top..<(top + Self.side) {
          let start = image * images.imageSize + (row * images.width + left) * images.channels
          pixels += images.pixels[start..<(start + line)]
        }
      }
    }
    features = try ImageSet(height: Self.side, width: Self.side, channels: images.channels, pixels: pixels)
      .thumbnails(side: Self.thumbnailSide, pool: pool)
  }

  /// About what the patches of two sets take, in bytes.
  static func memory(channels: Int) -> Double {
    let each = side * side * channels + MemoryLayout<Float>.stride * thumbnailSide * thumbnailSide * channels
    return Double(2 * count * each)
  }
}
