/// Where a training run stands: with the variables, everything that the next step depends on.
///
/// Random numbers and batches are functions of the seed and the step, so these two hold the state of every random
/// generator and the place in the data.
public struct TrainingState: Codable, Hashable, Sendable {
  /// The run's seed: initial weights, order of the data, noise, dropout.
  public var seed: UInt64
  /// The number of steps done.
  public var step: Int
  /// The number of steps that the run is meant to have; learning-rate schedules follow it.
  public var totalSteps: Int
  /// Real images in the training set.
  public var dataCount: Int
  /// Names the training images and how they are drawn: others would be another run.
  public var dataHash: String
  /// The lengths that were planned before, in their order; empty where the first one stays.
  public var planned: [PlannedLength]
  /// How often images are changed, where that is adaptive.
  public var augmentation: AugmentationState?
  /// Where the training shall take a certain time: the minutes, and the seconds spent so far.
  public var minutes: Double?
  public var secondsSpent: Double?
  /// The returns to earlier checkpoints so far; `nil` for none.
  public var rollBacks: [RollBack]?
  /// What else the training follows from, by names of the caller's: whoever resumes it compares them.
  public var inputs: [String: String]

  public init(
    seed: UInt64, step: Int, totalSteps: Int, dataCount: Int, dataHash: String,
    planned: [PlannedLength] = [], augmentation: AugmentationState? = nil
  ) {
    self.seed = seed
    self.step = step
    self.totalSteps = totalSteps
    self.dataCount = dataCount
    self.dataHash = dataHash
    self.planned = planned
    self.augmentation = augmentation
    inputs = [:]
  }

  /// Checkpoints of format 1 have one planned length at most, and no inputs.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decode(UInt64.self, forKey: .seed)
    step = try container.decode(Int.self, forKey: .step)
    totalSteps = try container.decode(Int.self, forKey: .totalSteps)
    dataCount = try container.decode(Int.self, forKey: .dataCount)
    dataHash = try container.decode(String.self, forKey: .dataHash)
    planned = try container.decodeIfPresent(PlannedLengths.self, forKey: .planned)?.all ?? []
    augmentation = try container.decodeIfPresent(AugmentationState.self, forKey: .augmentation)
    minutes = try container.decodeIfPresent(Double.self, forKey: .minutes)
    secondsSpent = try container.decodeIfPresent(Double.self, forKey: .secondsSpent)
    rollBacks = try container.decodeIfPresent([RollBack].self, forKey: .rollBacks)
    inputs = try container.decodeIfPresent([String: String].self, forKey: .inputs) ?? [:]
  }
}
