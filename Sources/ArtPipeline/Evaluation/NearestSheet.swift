import ArtMedia
import ArtEvaluation

/// A sheet of samples, each with its nearest training image to its right: the likeliest copies first.
enum NearestSheet {
  /// - Parameters:
  ///   - samples: the generated images.
  ///   - training: the images that the model was trained on.
  ///   - memorization: which belong together.
  ///   - count: the most pairs to show.
  static func render(
    samples: ImageSet, training: ImageSet, _ memorization: Memorization, count: Int
  ) throws -> PixelImage {
    func nearness(_ sample: Int) -> Double {
      let (near, spacing) = (memorization.nearest[sample].distance, memorization.spacing[sample])
      return spacing > 0 ? near / spacing : near > 0 ? .infinity : 0
    }
    let order = (0..<samples.count).map { (nearness($0), $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    let scale = TileSettings.scale(forTilesOf: min(samples.height, samples.width))
    let pair = Sheet(columns: 2, padding: 0, scale: scale)
    let pairs = try order.prefix(count).map { _, sample in
      try pair.render([
        samples.image(sample), training.image(memorization.nearest[sample].index),
      ])
    }
    return try Sheet(padding: 4 * scale).render(pairs)
  }
}
