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
    _ = try trainer.step()
    let start = now()
    var steps = 0
    repeat {
      _ = try trainer.step()
      steps += 1
    } while steps < 3 || (steps < 1000 && now() - start < limit)
    return max((now() - start) / Double(steps), 1e-6)
  }
}
