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
  /// What was planned at first, where that changed; `nil` where it did not.
  public var planned: PlannedLength?
  /// How often images are changed, where that is adaptive.
  public var augmentation: AugmentationState?
  /// Seconds spent so far, where the training shall take a certain time and has not ended.
  public var secondsSpent: Double?
  /// The returns to earlier checkpoints so far; `nil` for none.
  public var rollBacks: [RollBack]?

  public init(
    seed: UInt64, step: Int, totalSteps: Int, dataCount: Int, dataHash: String,
    planned: PlannedLength? = nil, augmentation: AugmentationState? = nil
  ) {
    self.seed = seed
    self.step = step
    self.totalSteps = totalSteps
    self.dataCount = dataCount
    self.dataHash = dataHash
    self.planned = planned
    self.augmentation = augmentation
  }
}
