public import ArtTensor

/// Whether a model made images of its own or copied those it was trained on.
///
/// An image counts as memorized if it is nearer to some training image than that training image is to any other:
/// nearer than training images are to each other. Many new real images are such by chance, often about half, so the
/// number means something only beside that of real images which the model has not seen; a share well above theirs means
/// copying.
///
/// Source: the authenticity of Alaa et al. 2022, "How faithful is your synthetic data?", turned round.
public struct Memorization: Hashable, Sendable {
  /// The share of memorized images.
  public var share: Estimate
  /// The nearest training image to each image.
  public var nearest: [NearestNeighbours.Neighbour]
  /// How far that training image is from the nearest other one.
  public var spacing: [Double]

  /// Whether an image is memorized.
  public func isMemorized(_ image: Int) -> Bool { nearest[image].distance < spacing[image] }

  /// - Parameters:
  ///   - images: features of the images.
  ///   - training: features of at least two training images.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError`` for too few images or features of different widths.
  public init(of images: FeatureMatrix, training: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    try self.init(images, training, areAmongThem: false, pool)
  }

  /// The first training images, each treated as if it were new, against all others: what images of the same kind give
  /// that nobody copied, where there are none but the training images.
  ///
  /// Such an image and its nearest one count for each other, which the interval allows for.
  ///
  /// - Parameters:
  ///   - count: how many of the training images.
  ///   - training: features of at least three training images.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError/tooFew(metric:found:needed:)``.
  public init(ofFirst count: Int, among training: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    try self.init(training.slice(0..<count), training, areAmongThem: true, pool)
  }

  /// - Parameter areAmongThem: whether the images are the first training images. An image is then compared with all
  ///   training images but itself, and so is the one nearest to it.
  private init(
    _ images: FeatureMatrix, _ training: FeatureMatrix, areAmongThem: Bool, _ pool: ThreadPool
  ) throws(MetricsError) {
    let needed = areAmongThem ? 3 : 2
    guard training.rows >= needed else { throw .tooFew(metric: "memorization", found: training.rows, needed: needed) }
    let found = try NearestNeighbours(areAmongThem ? 2 : 1, of: images, in: training, pool: pool)
    nearest = (0..<images.rows).compactMap { row in found[row].first { !areAmongThem || $0.index != row } }

    // Only those training images count that are nearest to an image. Each is its own nearest, or has an equal.
    let chosen = Array(Set(nearest.map(\.index))).sorted()
    let others = try NearestNeighbours(needed, of: training.gathering(chosen), in: training, pool: pool)
    let place = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($0.element, $0.offset) })
    spacing = nearest.enumerated().map { row, near in
      let around = place[near.index].map { others[$0] } ?? []
      return around.first { $0.index != near.index && (!areAmongThem || $0.index != row) }?.distance ?? 0
    }
    share = Estimate(0)
    share = .share(
      (0..<images.rows).count { isMemorized($0) }, of: images.rows, together: areAmongThem ? 2 : 1)
  }
}
