public import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtTensor

extension ImageStream {
  /// The names of the tensors that files of samples hold.
  static let tensorNames: Set<String> = ["images", KeptLatents.latents, KeptLatents.classes]

  /// Writes all images as a tensor `images` of bytes, `[images, height, width, channels]`, into a safetensors file.
  ///
  /// Beside it stands what the generator was given for each, so that other programs can check it and draw the same: `latents`,
  /// `[images, coordinates]`, truncation applied, and for a model with classes their weights, `classes`, `[images,
  /// classes]`. Images that were not made from latent points have neither.
  ///
  /// - Parameters:
  ///   - place: The file to write.
  ///   - metadata: Texts by key, kept in the file.
  ///   - execution: How the model is run.
  ///   - advance: Called after the images of each frame.
  /// - Throws: What the sampler throws, and `SafetensorsError` if the file cannot be written.
  public func writeTensor(
    to place: FilePlace, metadata: [String: String], by execution: Execution, advance: () throws -> Void = {}
  ) throws {
    let shape = try imageShape()
    let total = count * trackCount
    var pixels: [UInt8] = []
    pixels.reserveCapacity(total * shape.count)
    try forEachFrame(by: execution) { _, images in
      for image in images { pixels += image.pixels }
      try advance()
    }
    var contents = try points.map { try Self.contents(of: $0) } ?? [:]
    contents["images"] = .uint8(Shape([total, shape[0], shape[1], shape[2]]), pixels)
    try SafetensorsWriter.write(contents, metadata: metadata, to: place)
  }

  /// The latents of all images, and the weights of their classes.
  private static func contents(of images: GeneratorImages) throws -> [String: SafetensorsWriter.Content] {
    let definition = try images.model.checkpoint().definition
    let (size, classes) = (definition.latent.size, definition.classes.count)
    var (latents, weights) = ([Float](), [Float]())
    for frame in 0..<images.count {
      for track in images.tracks {
        let point = track.point(frame)
        latents += point[..<size]
        weights += point[size...]
      }
    }
    let total = images.count * images.trackCount
    var contents = [
      KeptLatents.latents: SafetensorsWriter.Content.float32(Tensor(shape: [total, size], scalars: latents))
    ]
    if classes > 0 { contents[KeptLatents.classes] = .float32(Tensor(shape: [total, classes], scalars: weights)) }
    return contents
  }
}
