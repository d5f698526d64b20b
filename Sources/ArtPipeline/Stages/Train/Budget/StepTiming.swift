import ArtGAN

/// How long a training's steps take.
enum StepTiming {
  /// Times a few steps of a training that is thrown away.
  ///
  /// - Parameters:
  ///   - trainer: at its start.
  ///   - limit: seconds that timing may take; at least three steps are timed.
  ///   - now: a clock, in seconds.
  /// - Returns: the mean seconds of a step, without the first, which takes longer.
  static func secondsPerStep(
    of trainer: Trainer, limit: Double, now: () -> Double = TrainingClock.seconds
  ) throws -> Double {
    try step(trainer)
    let start = now()
    var steps = 0
    repeat {
      try step(trainer)
      steps += 1
    } while steps < 3 || (steps < 1000 && now() - start < limit)
    return max((now() - start) / Double(steps), 1e-6)
  }

  /// One step. What its numbers are does not matter.
  private static func step(_ trainer: Trainer) throws {
    do { _ = try trainer.step() } catch TrainingError.diverged {}
  }
}
