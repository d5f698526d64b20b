/// How a generator is tuned to images of one's own.
public struct TuningSettings: Hashable, Sendable {
  public var steps: Int
  /// Adam's learning rate.
  public var rate: Double
  /// What is made small at the points of the images; its realism plays no part.
  public var loss: ProjectionLoss
  /// The share of the loss that holds images of points nearby as they were.
  public var locality: Double
  /// What coordinates are multiplied by before they are drawn.
  public var truncation: Double

  public init(
    steps: Int, rate: Double = 3e-3, loss: ProjectionLoss = ProjectionLoss(), locality: Double = 0.5,
    truncation: Double = 1
  ) {
    self.steps = steps
    self.rate = rate
    self.loss = loss
    self.locality = locality
    self.truncation = truncation
  }
}
