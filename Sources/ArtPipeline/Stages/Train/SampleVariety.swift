import ArtData
import ArtEvaluation
import ArtGAN
import ArtMedia
import ArtTensor

/// How varied a training's samples are beside its images, seen cheaply: by thumbnails of what its progress sheets show
/// anyway. It tells collapse where nothing is evaluated.
struct SampleVariety {
  private let spread: Double
  private let extremes: Double
  private let pool: ThreadPool

  /// The most real images that are looked at: enough to know how far they are apart.
  private static let most = 256
  private static let side = 8

  /// - Parameters:
  ///   - dataset: the images to learn from.
  ///   - pool: the threads that do the work.
  init(_ dataset: Dataset, pool: ThreadPool) throws {
    let step = max(1, dataset.count / Self.most)
    let real = try ImageSet(dataset).gathering(Array(stride(from: 0, to: dataset.count, by: step)))
    spread = real.thumbnails(side: Self.side, pool: pool).spread
    extremes = real.shareOfExtremes
    self.pool = pool
  }

  /// What these samples tell of a step; nil where there are too few to tell.
  func evaluation(of samples: [PixelImage], step: Int) throws -> TrainingEvaluation? {
    guard samples.count >= 8, spread > 0 else { return nil }
    let set = try ImageSet(samples)
    return TrainingEvaluation(
      step: step, score: 0, variety: set.thumbnails(side: Self.side, pool: pool).spread / spread,
      saturation: set.shareOfExtremes - extremes)
  }
}
