public import ArtMedia

extension Dataset {
  /// One image of the set, for sheets and files.
  ///
  /// - Throws: ``DatasetError`` where there is no image of this number.
  public func image(_ index: Int) throws(DatasetError) -> PixelImage {
    guard (0..<count).contains(index) else {
      throw DatasetError(.invalidArgument, file: name, "there is no image \(index) among \(count)")
    }
    let start = index * imageSize
    do {
      return try PixelImage(
        width: width, height: height, channels: channels, pixels: Array(pixels[start..<(start + imageSize)])
      ).unpremultiplied()
    } catch {
      throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
    }
  }
}
