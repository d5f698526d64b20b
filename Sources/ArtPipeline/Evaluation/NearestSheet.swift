import ArtMedia
import ArtMetrics

/// A sheet of samples, each with its nearest training picture to its right: the likeliest copies first.
enum NearestSheet {
  /// - Parameters:
  ///   - samples: the generated pictures.
  ///   - training: the pictures that the model learnt from.
  ///   - originality: which belong together.
  ///   - count: the most pairs to show.
  static func render(
    samples: PictureSet, training: PictureSet, _ originality: Originality, count: Int
  ) throws -> PixelImage {
    func nearness(_ sample: Int) -> Double {
      let (near, spacing) = (originality.nearest[sample].distance, originality.spacing[sample])
      return spacing > 0 ? near / spacing : near > 0 ? .infinity : 0
    }
    let order = (0..<samples.count).map { (nearness($0), $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    let scale = TileSettings.scale(forTilesOf: min(samples.height, samples.width))
    let pair = Sheet(columns: 2, padding: 0, scale: scale)
    let pairs = try order.prefix(count).map { _, sample in
      try pair.render([
        samples.picture(sample), training.picture(originality.nearest[sample].index),
      ])
    }
    return try Sheet(padding: 4 * scale).render(pairs)
  }
}

extension PictureSet {
  /// One picture, for sheets.
  fileprivate func picture(_ index: Int) throws(MediaError) -> PixelImage {
    try PixelImage(
      width: width, height: height, channels: channels,
      pixels: Array(pixels[(index * pictureSize)..<((index + 1) * pictureSize)]))
  }
}
