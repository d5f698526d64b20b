import ArtMedia
public import ArtTensor

extension Dataset {
  /// The same images, with clusters of those that look alike for classes, whatever labels they had. They are named
  /// by number, the largest `cluster 0`, and follow from the images alone.
  ///
  /// Images are compared as thumbnails of at most 14×14, by k-means.
  ///
  /// - Parameters:
  ///   - count: how many clusters there shall be. There are fewer where there would be less than 20 images for each, or
  ///     where images are the same.
  ///   - pool: the threads that do the work.
  /// - Throws: ``DatasetError`` where images cannot be made smaller for want of memory.
  public func clustered(_ count: Int, pool: ThreadPool) throws(DatasetError) -> Dataset {
    let (rows, columns) = try thumbnails(side: 14)
    // A key of its own, not the run's: a training that goes on with another seed finds the same clusters.
    let clusters = KMeans(
      rows, columns: columns, count: max(1, min(count, self.count / 20)), key: SeedPurpose.clusters.fixedKey, pool: pool
    )
    return try Dataset(
      name: name, height: height, width: width, channels: channels, pixels: pixels, labels: clusters.clusterOfEach,
      classNames: (0..<clusters.count).map { "cluster \($0)" }, inputs: inputs, rejected: rejected)
  }

  /// All images with no side above `side`, one after the other, and the bytes of each.
  private func thumbnails(side: Int) throws(DatasetError) -> (rows: [UInt8], columns: Int) {
    let (width, height) = (min(width, side), min(height, side))
    if (width, height) == (self.width, self.height) { return (pixels, imageSize) }
    var rows: [UInt8] = []
    rows.reserveCapacity(count * width * height * channels)
    for index in 0..<count {
      let image = try image(index)
      do {
        rows += try image.resized(width: width, height: height, resampling: .bilinear).pixels
      } catch {
        throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
      }
    }
    return (rows, width * height * channels)
  }
}
