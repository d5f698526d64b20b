/// Trains step by step until the budget is used up or a policy ends the training.
///
/// The loop itself only steps. All else is a ``TrainingPolicy``.
public final class TrainingLoop {
  public let trainer: Trainer
  /// The evaluations of the training so far.
  public internal(set) var evaluations: EvaluationHistory
  /// Why the training ends, from its last checkpoint on; nil while it goes on.
  public private(set) var end: TrainingEnd?
  /// The step of the last checkpoint; nil where there is none.
  public internal(set) var savedStep: Int?
  private let policies: [any TrainingPolicy]

  /// - Parameters:
  ///   - trainer: the training, at its start or as it was resumed.
  ///   - policies: what goes along with it, in the order of their calls.
  ///   - evaluations: those that a resumed training has had.
  public init(_ trainer: Trainer, policies: [any TrainingPolicy], evaluations: EvaluationHistory = EvaluationHistory())
  {
    self.trainer = trainer
    self.policies = policies
    self.evaluations = evaluations
    savedStep = trainer.lastGoodStep
  }

  /// Trains to the end.
  ///
  /// - Throws: ``TrainingError/diverged(step:what:lastGood:)`` where no policy recovers from that, or what a policy throws.
  public func run() throws -> TrainingEnd {
    for policy in policies { try policy.begin(self) }
    let end = try trainWithRecovery()
    if end != .interrupted {
      for policy in policies.reversed() { try policy.finish(self) }
    }
    return end
  }

  private func trainWithRecovery() throws -> TrainingEnd {
    while true {
      do {
        return try train()
      } catch {
        end = nil
        guard let divergence = Divergence(error, in: trainer) else { throw error }
        guard try policies.contains(where: { try $0.recover(from: divergence, self) }) else {
          throw divergence.error(lastGood: savedStep)
        }
      }
    }
  }

  private func train() throws -> TrainingEnd {
    while !trainer.isFinished {
      if let reason = policies.lazy.compactMap({ $0.reasonToEnd(self) }).first {
        return try endWith(reason)
      }
      let metrics = try trainer.step()
      for policy in policies { try policy.afterStep(metrics, self) }
    }
    return try endWith(.finished)
  }

  /// Ends the training with a checkpoint, whose policies are told why.
  private func endWith(_ reason: TrainingEnd) throws -> TrainingEnd {
    end = reason
    try save()
    return reason
  }

  /// Has a checkpoint taken. All weights are finite then.
  ///
  /// - Throws: ``TrainingError/diverged(step:what:lastGood:)`` if a weight is not, or what a policy throws.
  public func save() throws {
    try trainer.markGood()
    for policy in policies { try policy.save(self) }
    savedStep = trainer.state.step
  }

  /// Tells all policies of an evaluation.
  func add(_ evaluation: TrainingEvaluation) throws {
    evaluations.add(evaluation)
    for policy in policies { try policy.afterEvaluation(evaluation, self) }
  }

  /// Tells all policies that the training has gone back to an earlier step, whose checkpoint is saved.
  ///
  /// - Parameter keepsBest: whether the best model of that time is still there.
  func rewind(keepsBest: Bool) throws {
    savedStep = trainer.state.step
    evaluations.remove(after: keepsBest ? trainer.state.step : 0)
    for policy in policies { try policy.rewind(self) }
  }
}

extension Trainer {
  /// Trains until the budget is used up or a policy ends the training.
  ///
  /// - Returns: why it ended.
  /// - Throws: as ``TrainingLoop/run()``.
  @discardableResult
  public func train(_ policies: any TrainingPolicy...) throws -> TrainingEnd {
    try TrainingLoop(self, policies: policies).run()
  }
}
