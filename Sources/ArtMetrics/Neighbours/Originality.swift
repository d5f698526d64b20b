public import ArtTensor

/// Whether a model made pictures of its own or copied those it was trained on.
///
/// A picture counts as a near copy if it is nearer to some training picture than that training picture is to any other:
/// nearer than training pictures are to each other. About half of new real pictures are such by chance, so the number
/// means something beside that of real pictures the model has not seen; a share well above theirs means copying.
///
/// Source: the authenticity of Alaa et al. 2022, "How faithful is your synthetic data?", section 4.3, turned round.
public struct Originality: Hashable, Sendable {
  /// The share of near copies.
  public var nearCopies: Estimate
  /// The nearest training picture to each picture.
  public var nearest: [NearestNeighbours.Neighbour]
  /// Whether each picture is a near copy.
  public var isNearCopy: [Bool]

  /// - Parameters:
  ///   - pictures: features of the pictures to judge.
  ///   - training: features of at least two training pictures.
  ///   - pool: the threads that do the work.
  /// - Throws: ``MetricsError`` for too few pictures or features of different widths.
  public init(of pictures: FeatureMatrix, training: TrainingNeighbours, pool: ThreadPool) throws(MetricsError) {
    let found = try NearestNeighbours(1, of: pictures, in: training.features, pool: pool)
    nearest = (0..<pictures.rows).flatMap { found[$0] }
    isNearCopy = nearest.map { $0.distance < training.distances[$0.index] }
    nearCopies = .share(isNearCopy.count { $0 }, of: pictures.rows)
  }
}

/// How far each training picture is from the nearest other, found once for all that is compared with them.
public struct TrainingNeighbours: Sendable {
  let features: FeatureMatrix
  let distances: [Double]

  /// - Throws: ``MetricsError/tooFew(figure:found:needed:)`` below two pictures.
  public init(_ features: FeatureMatrix, pool: ThreadPool) throws(MetricsError) {
    guard features.rows >= 2 else { throw .tooFew(figure: "originality", found: features.rows, needed: 2) }
    self.features = features
    let neighbours = NearestNeighbours(1, within: features, pool: pool)
    distances = (0..<features.rows).map { neighbours.distance($0, toNeighbour: 1) }
  }
}
