public import ArtMedia

extension Dataset {
  /// One picture of the set, for sheets and files.
  ///
  /// - Throws: ``DatasetError`` where there is no picture of this number.
  public func picture(_ index: Int) throws(DatasetError) -> PixelImage {
    guard (0..<count).contains(index) else {
      throw DatasetError(.invalidArgument, file: name, "there is no picture \(index) among \(count)")
    }
    let start = index * pictureSize
    do {
      return try PixelImage(
        width: width, height: height, channels: channels, pixels: Array(pixels[start..<(start + pictureSize)]))
    } catch {
      throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
    }
  }
}
