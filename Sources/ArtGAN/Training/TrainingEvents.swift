/// What a caller of ``Trainer/train(_:)`` wants to hear of, and how often. All calls come between two steps, from the
/// thread that trains.
public struct TrainingEvents {
  /// After every step.
  public var onStep: (StepMetrics) throws -> Void
  /// Every so many steps; `nil` for never.
  public var sampleEvery: Int?
  /// Time to make pictures: after steps that are multiples of ``sampleEvery``, and after the last.
  public var onSample: (Trainer) throws -> Void
  /// Every so many steps; `nil` for only at the end.
  public var checkpointEvery: Int?
  /// Time to write a checkpoint, with ``Trainer/writeCheckpoint(to:)``: after steps that are multiples of
  /// ``checkpointEvery``, and when training ends, for whatever reason but an error. All numbers are finite then.
  public var onCheckpoint: (Trainer) throws -> Void
  /// Asked before every step.
  public var shouldStop: () -> Bool

  public init(
    onStep: @escaping (StepMetrics) throws -> Void = { _ in },
    sampleEvery: Int? = nil, onSample: @escaping (Trainer) throws -> Void = { _ in },
    checkpointEvery: Int? = nil, onCheckpoint: @escaping (Trainer) throws -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) {
    self.onStep = onStep
    self.sampleEvery = sampleEvery
    self.onSample = onSample
    self.checkpointEvery = checkpointEvery
    self.onCheckpoint = onCheckpoint
    self.shouldStop = shouldStop
  }
}
