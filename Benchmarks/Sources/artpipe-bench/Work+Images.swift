import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension Work {
  /// Writes what another program is to make of a checkpoint, and from what: `latents`, shape `[256, size]`, and `images`,
  /// shape `[256, channels, height, width]` on the model's scale.
  ///
  /// - Throws: `SamplingError` for a checkpoint that makes no images from noise; what writing throws.
  static func writeImages(of checkpoint: Checkpoint, to file: String, device: any Device) throws {
    let count = 256
    let definition = checkpoint.definition
    let (size, shape) = (definition.latent.size, definition.imageShape)
    let points = (0..<count).map { definition.latent.point(seed: 1, index: UInt64($0)) }
    var images: [Float] = []
    images.reserveCapacity(count * shape.count)
    let channels = shape[2]
    try Sampler(checkpoint, batchSize: count, device: device).forEachRaw(points) { _, image in
      for channel in 0..<channels {
        images += stride(from: channel, to: image.count, by: channels).map { image[$0] }
      }
    }
    try SafetensorsWriter.write(
      [
        "latents": Tensor(shape: [count, size], scalars: points.flatMap { $0 }),
        "images": Tensor(shape: [count, channels, shape[0], shape[1]], scalars: images),
      ], to: .typed(file))
  }
}
