import ArtMedia
import ArtGAN
import ArtNN
import ArtTensor

extension PictureStream {
  /// Writes all pictures as one tensor `images` of bytes, `[pictures, height, width, channels]`, into a safetensors
  /// file.
  ///
  /// - Parameters:
  ///   - file: The file to write.
  ///   - metadata: Texts by key, kept in the file.
  ///   - execution: How the model is run.
  ///   - advance: Called after the pictures of each frame.
  /// - Throws: What the sampler throws, and ``PipelineError`` if the file cannot be written.
  public func writeTensor(
    to file: String, metadata: [String: String], by execution: Execution, advance: () throws -> Void = {}
  ) throws {
    let shape = try pictureShape()
    let total = count * tracks.count
    var pixels: [UInt8] = []
    pixels.reserveCapacity(total * shape.count)
    try forEachFrame(by: execution) { _, pictures in
      for picture in pictures { pixels += picture.pixels }
      try advance()
    }
    let content = SafetensorsWriter.Content.uint8(Shape([total, shape[0], shape[1], shape[2]]), pixels)
    do {
      try SafetensorsWriter.write(["images": content], metadata: metadata, to: file)
    } catch {
      throw PipelineError(.cannotWrite, "\(error)")
    }
  }
}
