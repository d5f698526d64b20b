import ArtSettings
import ArtMedia

/// How images are brought to the size and the channels that are asked for.
struct ImageFit {
  var mode: FitMode
  /// What is behind transparent images and around padded ones.
  var background = RGBColor.white

  /// One image, fitted. Transparent colours are weighed by their alpha when the size changes, then put on the
  /// background; of four channels they stay weighed, and there is nothing around the image.
  func fit(_ image: PixelImage, height: Int, width: Int, channels: Int) throws(MediaError) -> PixelImage {
    if channels == 4 {
      return try image.converted(toChannels: 4).fitted(width: width, height: height, mode: mode, background: nil)
        .premultiplied()
    }
    return try image.fitted(width: width, height: height, mode: mode, background: background)
      .converted(toChannels: channels, background: background)
  }

  /// All images of a file, fitted to what a request asks for.
  func fit(_ images: ImageArray, name: String, to request: DatasetRequest) throws(DatasetError) -> ImageArray {
    let height = request.height ?? images.height
    let width = request.width ?? images.width
    let channels = request.channels ?? images.channels
    if height == images.height, width == images.width, channels == images.channels { return images }
    try MemoryBound.check(
      images.count, ofSize: height * width * channels, "\(Counted.text(images.count, "image")) of \(width)×\(height)",
      name: name)
    let size = images.height * images.width * images.channels
    var pixels: [UInt8] = []
    pixels.reserveCapacity(images.count * height * width * channels)
    do {
      for index in 0..<images.count {
        let image = try PixelImage(
          width: images.width, height: images.height, channels: images.channels,
          pixels: Array(images.pixels[(index * size)..<((index + 1) * size)]))
        pixels += try fit(image, height: height, width: width, channels: channels).pixels
      }
    } catch {
      throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
    }
    return ImageArray(count: images.count, height: height, width: width, channels: channels, pixels: pixels)
  }
}
