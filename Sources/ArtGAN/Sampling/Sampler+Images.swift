public import ArtMedia
import ArtTensor

extension Sampler {
  /// Makes one image after the other, 8 bits a channel. What the generator gives beyond black or white becomes black
  /// or white. Colours that it weighs by their alpha come unweighed.
  ///
  /// - Parameters:
  ///   - latents: points of the model, ``ModelPoints`` or any others; where it knows no classes, a ``LatentWalk`` too.
  ///   - first: the number of the first image within a larger whole, so that a part of a sequence comes out exactly
  ///     as in the whole.
  ///   - body: gets each image and its number.
  /// - Throws: ``SamplingError`` for a point of the wrong size or images that are not finite, and what `body` throws.
  public func forEach(
    _ latents: some Sequence<[Float]>, first: Int = 0, _ body: (_ number: Int, _ image: PixelImage) throws -> Void
  ) throws {
    let shape = definition.imageShape
    let range = definition.pixelRange
    try forEachRaw(latents, first: first) { number, image in
      let pixels = image.map(range.byte)
      try body(
        number, PixelImage(width: shape[1], height: shape[0], channels: shape[2], pixels: pixels).unpremultiplied())
    }
  }

  /// All images at once, for requests that fit into memory.
  public func images(_ latents: some Sequence<[Float]>, first: Int = 0) throws -> [PixelImage] {
    var images: [PixelImage] = []
    try forEach(latents, first: first) { images.append($1) }
    return images
  }
}
