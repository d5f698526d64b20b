import ArtMedia

/// How pictures are brought to the size and the channels that are asked for.
struct PictureFit {
  var mode: FitMode
  /// What is behind transparent pictures and around padded ones.
  var background = RGBColor.white

  /// One picture, fitted. Transparent colours are weighed by their alpha when the size changes, then put on the
  /// background.
  func fit(_ picture: PixelImage, height: Int, width: Int, channels: Int) throws(MediaError) -> PixelImage {
    try picture.fitted(width: width, height: height, mode: mode, background: background)
      .converted(toChannels: channels, background: background)
  }

  /// All pictures of an IDX file, fitted to what a request asks for.
  func fit(_ pictures: IDXPictures, name: String, to request: DatasetRequest) throws(DatasetError) -> IDXPictures {
    let height = request.height ?? pictures.height
    let width = request.width ?? pictures.width
    let channels = request.channels ?? pictures.channels
    if height == pictures.height, width == pictures.width, channels == pictures.channels { return pictures }
    let size = pictures.height * pictures.width * pictures.channels
    var pixels: [UInt8] = []
    pixels.reserveCapacity(pictures.count * height * width * channels)
    do {
      for index in 0..<pictures.count {
        let picture = try PixelImage(
          width: pictures.width, height: pictures.height, channels: pictures.channels,
          pixels: Array(pictures.pixels[(index * size)..<((index + 1) * size)]))
        pixels += try fit(picture, height: height, width: width, channels: channels).pixels
      }
    } catch {
      throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
    }
    return IDXPictures(count: pictures.count, height: height, width: width, channels: channels, pixels: pixels)
  }
}
