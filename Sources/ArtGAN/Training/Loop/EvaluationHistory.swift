/// What policies know of one evaluation of a training's images.
public struct TrainingEvaluation: Hashable, Sendable {
  public var step: Int
  /// How good the images are: lower is better.
  public var score: Double
  /// How far the images are apart, real images being 1 apart.
  public var variety: Double
  /// The share of values that are fully black or white, less that of real images.
  public var saturation: Double

  public init(step: Int, score: Double, variety: Double = 1, saturation: Double = 0) {
    self.step = step
    self.score = score
    self.variety = variety
    self.saturation = saturation
  }
}

/// The evaluations of a training, in the order of their steps.
public struct EvaluationHistory: Hashable, Sendable {
  public private(set) var all: [TrainingEvaluation]

  public init(_ all: [TrainingEvaluation] = []) { self.all = all }

  /// The evaluation with the lowest score; of equal ones the first.
  public var best: TrainingEvaluation? { all.min { $0.score < $1.score } }

  /// The number of evaluations since the best one.
  public var sinceBest: Int {
    guard let best, let place = all.firstIndex(where: { $0.step == best.step }) else { return 0 }
    return all.count - 1 - place
  }

  mutating func add(_ evaluation: TrainingEvaluation) { all.append(evaluation) }

  mutating func remove(after step: Int) { all.removeAll { $0.step > step } }
}

/// Keeps the model with the best evaluation. It takes the place of the one before with the next checkpoint: so a training
/// that is killed in between has the best model of its checkpoint's time.
public final class KeepBest: TrainingPolicy {
  private let store: any CheckpointStore

  public init(in store: any CheckpointStore) { self.store = store }

  public func afterEvaluation(_ evaluation: TrainingEvaluation, _ training: TrainingLoop) throws {
    guard training.evaluations.best?.step == evaluation.step else { return }
    try store.saveBest(training.trainer)
    // An evaluation behind the last checkpoint.
    if training.end != nil { try store.acceptBest() }
  }
}

/// Ends a training whose evaluations no longer get better.
public final class EarlyStopping: TrainingPolicy {
  private let patience: Int

  /// - Parameter patience: the evaluations without a better score after which the training ends, at least 1.
  public init(patience: Int) { self.patience = max(patience, 1) }

  public func reasonToEnd(_ training: TrainingLoop) -> TrainingEnd? {
    training.evaluations.sinceBest >= patience ? .stoppedEarly : nil
  }
}
