import ArtGAN
import ArtMedia
import ArtEvaluation
import ArtTensor

extension Sampler {
  /// Makes images to evaluate.
  ///
  /// - Parameters:
  ///   - points: the latent points.
  ///   - check: called before each image is kept; it throws to stop.
  ///   - advance: gets the number of images done.
  func samples(
    _ points: ModelPoints, check: () throws -> Void, advance: (_ done: Int) -> Void = { _ in }
  ) throws -> ImageSet {
    let shape = definition.imageShape
    var pixels: [UInt8] = []
    pixels.reserveCapacity(points.count * shape.count)
    try forEach(points) { number, image in
      try check()
      pixels += image.premultiplied().pixels
      advance(number + 1)
    }
    return try ImageSet(height: shape[0], width: shape[1], channels: shape[2], pixels: pixels)
  }
}
