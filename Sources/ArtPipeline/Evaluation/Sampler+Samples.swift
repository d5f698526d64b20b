import ArtGAN
import ArtMedia
import ArtMetrics
import ArtTensor

extension Sampler {
  /// Makes pictures for figures.
  ///
  /// - Parameters:
  ///   - points: the latent points.
  ///   - check: called before each picture is kept; it throws to stop.
  ///   - advance: gets the number of pictures done.
  func samples(
    _ points: ModelPoints, check: () throws -> Void, advance: (_ done: Int) -> Void = { _ in }
  ) throws -> PictureSet {
    let shape = definition.pictureShape
    var pixels: [UInt8] = []
    pixels.reserveCapacity(points.count * shape.count)
    try forEach(points) { number, picture in
      try check()
      pixels += picture.pixels
      advance(number + 1)
    }
    return try PictureSet(height: shape[0], width: shape[1], channels: shape[2], pixels: pixels)
  }
}
