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
    guard training.rows >= 2 else { throw .tooFew(figure: "originality", found: training.rows, needed: 2) }
    let found = try NearestNeighbours(1, of: pictures, in: training, pool: pool)
    nearest = (0..<pictures.rows).flatMap { found[$0] }

    // Only those training pictures count that are nearest to a picture. Each is its own nearest, or has an equal.
    let chosen = Array(Set(nearest.map(\.index))).sorted()
    let others = try NearestNeighbours(2, of: training.gathering(chosen), in: training, pool: pool)
    var apart: [Int: Double] = [:]
    for (row, index) in chosen.enumerated() {
      apart[index] = others[row].first { $0.index != index }?.distance
    }
    spacing = nearest.map { apart[$0.index] ?? 0 }
    nearCopies = Estimate(0)
    nearCopies = .share((0..<pictures.rows).count { isNearCopy($0) }, of: pictures.rows)
  }
}
