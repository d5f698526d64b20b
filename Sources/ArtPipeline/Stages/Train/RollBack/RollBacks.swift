import ArtGAN

/// Takes a training back to its last sound checkpoint when a number is no longer finite.
struct RollBacks {
  private let settings: RollBackSettings
  private let files: TrainingFiles
  private let points: RollBackPoints
  private let every: Int

  /// - Parameters:
  ///   - settings: how often, and how far down with the learning rates.
  ///   - files: the training's.
  ///   - every: steps between the checkpoints that can be gone back to.
  ///   - trainer: the training, before its first step of this run. One that begins is written down, so that there always
  ///     is a place to go back to.
  init(_ settings: RollBackSettings, _ files: TrainingFiles, every: Int, _ trainer: Trainer) throws {
    self.settings = settings
    self.files = files
    self.every = every
    points = RollBackPoints(files: files)
    let step = trainer.state.step
    points.remove(after: step)
    let newest = points.all.first?.step
    if step == 0, newest == nil { try files.write(trainer, to: files.checkpoint) }
    // The last run may have ended right behind a checkpoint, or have had no such points.
    if newest.map({ $0 < step && step % every == 0 }) ?? true { try points.mark(atStep: step) }
  }

  /// To be called after a checkpoint was written.
  func afterCheckpoint(_ trainer: Trainer) throws {
    let step = trainer.state.step
    if !trainer.isFinished, step % every == 0 { try points.mark(atStep: step) }
  }

  /// Takes the training back, where that is still allowed.
  ///
  /// - Parameters:
  ///   - trainer: the training.
  ///   - met: the number that is not finite.
  ///   - secondsSpent: for the checkpoint; see ``Trainer/setSecondsSpent(_:)``.
  /// - Returns: what was done; nil where all returns are used up.
  func goBack(_ trainer: Trainer, since met: Divergence, secondsSpent: Double?) throws -> RollBack? {
    let before = trainer.state.rollBacks ?? []
    guard before.count < settings.times, let point = points.choice(notAgain: before.last?.to) else { return nil }
    let rollBack = RollBack(
      step: met.step, what: met.what, to: point.step, rateFactor: settings.rateFactor)
    try trainer.rollBack(to: point.read(), rollBack)
    trainer.setSecondsSpent(secondsSpent)
    // In this order, so that a program that is killed in between comes here again.
    try point.restoreBest()
    try files.write(trainer, to: files.checkpoint)
    points.remove(after: point.step)
    files.remove(after: point.step)
    return rollBack
  }
}
