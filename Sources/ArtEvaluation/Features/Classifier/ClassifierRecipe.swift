public import ArtNN

/// How a classifier is trained.
public struct ClassifierRecipe: Codable, Hashable, Sendable {
  public var optimizer: Optimizer
  public var schedule: LearningRateSchedule
  public var batchSize: Int
  /// Passes over the images, above 0.
  public var epochs: Double

  public init(
    optimizer: Optimizer = .adam(learningRate: 2e-3), schedule: LearningRateSchedule = .init(.cosine(end: 0)),
    batchSize: Int = 64, epochs: Double = 10
  ) {
    self.optimizer = optimizer
    self.schedule = schedule
    self.batchSize = batchSize
    self.epochs = epochs
  }

  /// The number of steps for so many images, at least 1.
  public func steps(images: Int) -> Int {
    max(1, Int(min((epochs * Double(images) / Double(max(batchSize, 1))).rounded(.up), 1e15)))
  }
}
