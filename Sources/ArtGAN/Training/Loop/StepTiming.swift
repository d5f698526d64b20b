/// How long a training's steps take.
enum StepTiming {
  /// Times steps of a training that is thrown away.
  ///
  /// - Parameters:
  ///   - trainer: at its start.
  ///   - limit: seconds that timing may take; at least three steps are timed.
  ///   - now: a clock, in seconds.
  /// - Returns: the seconds of a step; see ``estimate(_:cycle:)``.
  static func secondsPerStep(
    of trainer: Trainer, limit: Double, now: () -> Double = TrainingClock.seconds
  ) throws -> Double {
    let start = now()
    var (times, last): ([Double], Double) = ([], start)
    repeat {
      // What the numbers are does not matter.
      do { _ = try trainer.step() } catch TrainingError.diverged {}
      let time = now()
      times.append(time - last)
      last = time
    } while times.count < 3 || (times.count < 100_000 && last - start < limit)
    return max(estimate(times, cycle: trainer.definition.recipe.stepsUntilLikeAgain), 1e-6)
  }

  /// What a step takes in the long run, from the times of the first ones.
  ///
  /// The first half does not count: memory is touched for the first time there, and the processor finds its pace. Of the
  /// rest, whole cycles are put together, and the median of these does not mind what else the computer did for a moment.
  ///
  /// - Parameters:
  ///   - times: of all steps, at least one.
  ///   - cycle: after so many steps the work is the same again.
  static func estimate(_ times: [Double], cycle: Int) -> Double {
    let later = times.suffix(max(times.count / 2, 1))
    guard later.count >= cycle else { return later.reduce(0, +) / Double(later.count) }
    let ends = stride(from: later.endIndex, through: later.startIndex + cycle, by: -cycle)
    let means = ends.map { later[($0 - cycle)..<$0].reduce(0, +) / Double(cycle) }.sorted()
    return (means[(means.count - 1) / 2] + means[means.count / 2]) / 2
  }

  /// The steps that fit into some seconds, at least one.
  static func steps(in seconds: Double, perStep: Double) -> Int {
    Int(min(max((seconds / perStep).rounded(), 1), 1e12))
  }
}

extension TrainingRecipe {
  /// Some steps have a gradient penalty and others none: after so many steps it is the same again.
  var stepsUntilLikeAgain: Int {
    guard let every = gradientPenalty?.every, every > 1 else { return 1 }
    var (a, b) = (every, updateRule.batchesPerStep)
    while b != 0 { (a, b) = (b, a % b) }
    return every / a
  }
}
