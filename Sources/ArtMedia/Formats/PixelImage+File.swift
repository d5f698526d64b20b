import ArtFiles

extension PixelImage {
  /// Writes the image to a file, which appears complete or not at all. The name's ending tells the format: `sheet.png`.
  ///
  /// - Parameters:
  ///   - path: The file; one that is there is replaced.
  ///   - options: How the image is encoded.
  ///   - formats: The formats to choose from.
  /// - Throws: ``MediaError`` for an ending that is no format's, and as the format does.
  public func write(
    toFile path: String, _ options: ImageOptions = ImageOptions(), formats: ImageFormatRegistry = .standard
  ) throws(MediaError) {
    let format = try formats.writable.format(ofFile: path)
    try format.check(width: width, height: height)
    try format.write(self, to: .typed(path), options)
  }
}
