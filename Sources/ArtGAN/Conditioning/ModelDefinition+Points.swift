import ArtTensor

// What a model's generator is given for one image: the coordinates of a latent point and, where the model knows classes,
// a weight for each class behind them. An image of one class has a 1 among zeros; other weights mix classes.

extension ModelDefinition {
  /// The numbers that stand for one image: latent coordinates, and class weights where the model knows classes.
  public var pointSize: Int { latent.size + classes.count }

  /// Point `index` of `seed`: ``pointSize`` numbers.
  ///
  /// - Parameters:
  ///   - seed: with `index`, names the point.
  ///   - index: the point's number among those of the seed.
  ///   - label: the class's number; where it is `nil` a class is drawn, each as often as in the training images.
  public func point(seed: UInt64, index: UInt64 = 0, label: Int? = nil) -> [Float] {
    let coordinates = latent.point(seed: seed, index: index)
    guard !classes.isEmpty else { return coordinates }
    return coordinates + weights(ofClass: label ?? drawnClass(seed: seed, index: index))
  }

  /// The weights that stand for one class.
  public func weights(ofClass label: Int) -> [Float] {
    classes.indices.map { $0 == label ? 1 : 0 }
  }

  /// Points 0 up to `count` of `seed`, each made when it is asked for.
  ///
  /// - Parameters:
  ///   - seed: names the points.
  ///   - count: the number of points.
  ///   - labels: the class of each point, by number, again from the start where there are fewer than points; `nil` for
  ///     classes as often as in the training images.
  ///   - truncation: see ``truncated(_:to:)``.
  public func points(
    seed: UInt64, count: Int, labels: [Int]? = nil, truncation: Double? = nil
  ) -> ModelPoints {
    ModelPoints(
      model: self, seed: seed, count: max(count, 0), labels: labels?.isEmpty == true ? nil : labels,
      truncation: truncation)
  }

  /// A point with its latent coordinates times a factor: below 1 nearer to the middle, where images are safer and more
  /// alike, above 1 farther from it; `nil` for the model's own (``TrainingRecipe/truncation``).
  public func truncated(_ point: [Float], to factor: Double?) -> [Float] {
    let factor = factor ?? recipe.truncation ?? 1
    return factor == 1 ? point : point[..<latent.size].map { $0 * Float(factor) } + point[latent.size...]
  }

  /// A class, each as often as in the training images.
  func drawnClass(seed: UInt64, index: UInt64) -> Int {
    // Folded once more than the coordinates' key, so that nothing is shared with them.
    let key = SeedPurpose.pointClass.key(from: SeedPurpose.latentPoints.key(of: seed).folded(index))
    var place = key.int(0, below: max(classes.reduce(0) { $0 + $1.count }, 1))
    for (label, known) in classes.enumerated() {
      if place < known.count { return label }
      place -= known.count
    }
    return 0
  }
}

/// The first points of a seed, as a collection that holds none of them: each is made when it is asked for.
public struct ModelPoints: RandomAccessCollection, Hashable, Sendable {
  public let model: ModelDefinition
  public let seed: UInt64
  public let count: Int
  let labels: [Int]?
  let truncation: Double?

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  /// The name of each point's class; `nil` where the model knows none.
  public var classOfEach: [String]? {
    guard !model.classes.isEmpty else { return nil }
    return indices.map { index in
      model.classes[labels.map { $0[index % $0.count] } ?? model.drawnClass(seed: seed, index: UInt64(index))].name
    }
  }

  public subscript(index: Int) -> [Float] {
    model.truncated(
      model.point(seed: seed, index: UInt64(index), label: labels.map { $0[index % $0.count] }), to: truncation)
  }
}
