/// How long a training was planned to be until that was changed on the way.
public struct PlannedLength: Codable, Hashable, Sendable {
  /// The steps that it was to have.
  public var steps: Int
  /// The steps that were done until that changed: their learning rates follow from ``steps``, those of the others from the
  /// next length.
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

/// Planned lengths as files hold them: a list. One alone, without a list, is what artpipe 0.1 wrote.
public struct PlannedLengths: Codable, Hashable, Sendable {
  public var all: [PlannedLength]

  public init(_ all: [PlannedLength]) { self.all = all }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let one = try? container.decode(PlannedLength.self) {
      all = [one]
    } else {
      all = try container.decode([PlannedLength].self)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }
}

extension TrainingState {
  /// The length that the next step's learning rates follow from.
  var stepsThatRatesFollow: Int {
    let count = rollBacks?.count ?? 0
    return planned.first { step < $0.until || count < $0.rollBacks }?.steps ?? totalSteps
  }

  /// Notes the length that was planned until now, where a step has followed from it.
  mutating func notePlan() {
    let now = PlannedLength(steps: totalSteps, until: step, rollBacks: rollBacks?.count ?? 0)
    guard step > 0 || now.rollBacks > 0 else { return }
    if let last = planned.last, (last.until, last.rollBacks) == (now.until, now.rollBacks) { return }
    planned.append(now)
  }
}
