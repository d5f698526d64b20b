/// How long a training was planned to be at first, where its length was changed on the way.
public struct PlannedLength: Codable, Hashable, Sendable {
  /// The steps that it was to have.
  public var steps: Int
  /// The steps that were done until that changed: their learning rates follow from ``steps``, those of the others from the
  /// final length.
  public var until: Int
  /// How often the training had gone back by then (``TrainingState/rollBacks``): steps that it had come to before and lost
  /// again followed from ``steps``, too.
  public var rollBacks: Int

  public init(steps: Int, until: Int, rollBacks: Int = 0) {
    self.steps = steps
    self.until = until
    self.rollBacks = rollBacks
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    steps = try container.decode(Int.self, forKey: .steps)
    until = try container.decode(Int.self, forKey: .until)
    rollBacks = try container.decodeIfPresent(Int.self, forKey: .rollBacks) ?? 0
  }
}

extension TrainingState {
  /// The length that the next step's learning rates follow from.
  var stepsThatRatesFollow: Int {
    guard let planned, step < planned.until || (rollBacks?.count ?? 0) < planned.rollBacks else { return totalSteps }
    return planned.steps
  }
}
