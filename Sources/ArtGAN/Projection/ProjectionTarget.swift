public import ArtTensor

/// An image to be found in a model.
public struct ProjectionTarget: Sendable {
  /// `[height, width, channels]`, on the model's scale.
  public var image: [Float]
  /// What each pixel counts, `[height, width]`, 1 on average; 0 where the image is not known.
  public var weights: [Float]
  /// Its class by number; nil where that is not known, or the model knows no classes.
  public var label: Int?

  public init(image: [Float], weights: [Float]? = nil, label: Int? = nil, shape: Shape) {
    self.image = image
    self.weights = weights ?? [Float](repeating: 1, count: shape[0] * shape[1])
    self.label = label
  }
}

/// A point whose image is near a target.
public struct ProjectedPoint: Hashable, Sendable {
  /// A point of the model, before truncation.
  public var point: [Float]
  /// The number of the start that it was reached from, from 0.
  public var start: Int
  /// The whole loss; see ``ProjectionLoss``.
  public var loss: Float
  /// The difference of pixels alone, black and white being 1 apart; of a target that is known in part, of that part.
  public var pixels: Float

  public init(point: [Float], start: Int, loss: Float, pixels: Float) {
    self.point = point
    self.start = start
    self.loss = loss
    self.pixels = pixels
  }
}
