import ArtFiles
import ArtMedia
import ArtSettings
import ArtTensor

/// Translated images in the files that they were written to.
struct TranslatedImages: ImageSource {
  let files: [String]

  /// - Parameter files: Their paths from the run folder.
  static func stream(of files: [String], _ services: StageServices) throws -> ImageStream {
    let paths = files.map { services.folder.path(of: $0) }
    return ImageStream(
      TranslatedImages(files: paths), framesPerSecond: nil,
      fingerprint: ["translated": SettingValue(try paths.map { SettingValue(try SHA256.hash(file: $0).hash.hex) })])
  }

  var count: Int { files.count }
  var trackCount: Int { 1 }

  /// That of the first: of all, where they are of one size.
  func imageShape() throws -> Shape {
    guard let first = files.first else { throw PipelineError(.data, "no image was translated") }
    let image = try ImageDecoder().decode(file: first)
    return [image.height, image.width, image.channels]
  }

  func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws {
    let shape = try imageShape()
    for frame in frames {
      let image = try ImageDecoder().decode(file: files[frame])
      guard image.height == shape[0], image.width == shape[1] else {
        throw PipelineError(
          .data,
          "\(files[frame]): this image is \(image.width)×\(image.height), and \(files[0]) is \(shape[1])×\(shape[0]): on a "
            + "sheet or in a video all have one size")
      }
      try body(image.converted(toChannels: shape.channels))
    }
  }
}
