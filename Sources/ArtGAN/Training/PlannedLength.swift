/// How long a training was planned to be at first, where its length was changed on the way.
public struct PlannedLength: Codable, Hashable, Sendable {
  /// The steps that it was to have.
  public var steps: Int
  /// The steps that were done until that changed: their learning rates follow from ``steps``, those of the others from the
  /// final length.
  public var until: Int

  public init(steps: Int, until: Int) {
    self.steps = steps
    self.until = until
  }
}

extension TrainingState {
  /// The length that the next step's learning rates follow from.
  var stepsThatRatesFollow: Int {
    guard let planned, step < planned.until else { return totalSteps }
    return planned.steps
  }
}
