public import ArtData
public import ArtMetrics

extension PictureSet {
  /// The pictures of a data set.
  public init(_ dataset: Dataset) throws(MetricsError) {
    try self.init(
      height: dataset.height, width: dataset.width, channels: dataset.channels, pixels: dataset.pixels)
  }
}
