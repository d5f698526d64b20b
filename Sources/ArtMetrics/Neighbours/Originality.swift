public import ArtTensor

/// Whether a model made pictures of its own or copied those it was trained on.
///
/// A picture counts as a near copy if it is nearer to some training picture than that training picture is to any other:
/// nearer than training pictures are to each other. Many new real pictures are such by chance, often about half, so the
/// number means something only beside that of real pictures which the model has not seen; a share well above theirs means
/// copying.
///
/// Source: the authenticity of Alaa et al. 2022, "How faithful is your synthetic data?", turned round.
public struct Originality: Hashable, Sendable {
  /// The share of near copies.
  public var nearCopies: Estimate
  /// The nearest training picture to each picture.
  public var nearest: [NearestNeighbours.Neighbour]
  /// How far that training picture is from the nearest other one.
  public var spacing: [Double]

  /// Whether a picture is a near copy.
  public func isNearCopy(_ picture: Int) -> Bool { nearest[picture].distance < spacing[picture] }

  /// - Parameters:
  ///   - pictures: features of the pictures to judge.
  ///   - training: features of at least two training pictures.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError`` for too few pictures or features of different widths.
  public init(of pictures: FeatureMatrix, training: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    try self.init(pictures, training, areAmongThem: false, pool)
  }

  /// The first training pictures, each judged as if it were new, against all others: what pictures of the same kind give
  /// that nobody copied, where there are none but the training pictures.
  ///
  /// Such a near copy and its nearest picture are near copies of each other, which the interval allows for.
  ///
  /// - Parameters:
  ///   - count: how many of the training pictures to judge.
  ///   - training: features of at least three training pictures.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError/tooFew(figure:found:needed:)``.
  public init(ofFirst count: Int, among training: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    try self.init(training.slice(0..<count), training, areAmongThem: true, pool)
  }

  /// - Parameter areAmongThem: whether the pictures are the first training pictures. A picture is then compared with all
  ///   training pictures but itself, and so is the one nearest to it.
  private init(
    _ pictures: FeatureMatrix, _ training: FeatureMatrix, areAmongThem: Bool, _ pool: ThreadPool
  ) throws(MetricsError) {
    let needed = areAmongThem ? 3 : 2
    guard training.rows >= needed else { throw .tooFew(figure: "originality", found: training.rows, needed: needed) }
    let found = try NearestNeighbours(areAmongThem ? 2 : 1, of: pictures, in: training, pool: pool)
    nearest = (0..<pictures.rows).compactMap { row in found[row].first { !areAmongThem || $0.index != row } }

    // Only those training pictures count that are nearest to a picture. Each is its own nearest, or has an equal.
    let chosen = Array(Set(nearest.map(\.index))).sorted()
    let others = try NearestNeighbours(needed, of: training.gathering(chosen), in: training, pool: pool)
    let place = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($0.element, $0.offset) })
    spacing = nearest.enumerated().map { row, near in
      let around = place[near.index].map { others[$0] } ?? []
      return around.first { $0.index != near.index && (!areAmongThem || $0.index != row) }?.distance ?? 0
    }
    nearCopies = Estimate(0)
    nearCopies = .share(
      (0..<pictures.rows).count { isNearCopy($0) }, of: pictures.rows, together: areAmongThem ? 2 : 1)
  }
}
