public import ArtFiles
import ArtMedia
import ArtGAN
import ArtNN
import ArtTensor

extension ImageStream {
  /// Writes all images as one tensor `images` of bytes, `[images, height, width, channels]`, into a safetensors
  /// file.
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
    let total = count * tracks.count
    var pixels: [UInt8] = []
    pixels.reserveCapacity(total * shape.count)
    try forEachFrame(by: execution) { _, images in
      for image in images { pixels += image.pixels }
      try advance()
    }
    let content = SafetensorsWriter.Content.uint8(Shape([total, shape[0], shape[1], shape[2]]), pixels)
    try SafetensorsWriter.write(["images": content], metadata: metadata, to: place)
  }
}
