public import ArtMedia
import ArtTensor

extension Sampler {
  /// Makes one picture after the other, 8 bits a channel. What the generator gives beyond black or white becomes black
  /// or white.
  ///
  /// - Parameters:
  ///   - latents: points of the model, ``ModelPoints`` or any others; where it knows no classes, a ``LatentWalk`` too.
  ///   - first: the number of the first picture within a larger whole, so that a part of a sequence comes out exactly
  ///     as in the whole.
  ///   - body: gets each picture and its number.
  /// - Throws: ``SamplingError`` for a point of the wrong size or pictures that are not finite, and what `body` throws.
  public func forEach(
    _ latents: some Sequence<[Float]>, first: Int = 0, _ body: (_ number: Int, _ picture: PixelImage) throws -> Void
  ) throws {
    let shape = definition.pictureShape
    let range = definition.pixelRange
    try forEachRaw(latents, first: first) { number, picture in
      let pixels = picture.map(range.byte)
      try body(number, PixelImage(width: shape[1], height: shape[0], channels: shape[2], pixels: pixels))
    }
  }

  /// All pictures at once, for requests that fit into memory.
  public func pictures(_ latents: some Sequence<[Float]>, first: Int = 0) throws -> [PixelImage] {
    var pictures: [PixelImage] = []
    try forEach(latents, first: first) { pictures.append($1) }
    return pictures
  }
}
