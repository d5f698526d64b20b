public import ArtGraph

/// One of the programs that a training step runs.
public struct StepProgram: Codable, Hashable, Sendable {
  /// `step` where one program does everything, else `discriminator update` and `generator update`.
  public var name: String
  /// How often a training step runs it.
  public var runs: Int
  public var plan: PlanDescription
}

/// Gets the time of one planned step each time that it has run.
///
/// - Parameters:
///   - program: an index into ``AdversarialStep/programs``.
///   - planned: an index into the program's steps.
public typealias StepObserver = (_ program: Int, _ planned: Int, _ duration: Duration) -> Void

extension AdversarialStep {
  /// What a training step was compiled to, in the order of the runs.
  public var programs: [StepProgram] {
    let generator = generatorStep.executor.planDescription
    guard let discriminator = discriminatorStep?.executor.planDescription else {
      return [StepProgram(name: "step", runs: 1, plan: generator)]
    }
    return [
      StepProgram(
        name: "discriminator update", runs: definition.recipe.updateRule.batchesPerStep, plan: discriminator),
      StepProgram(name: "generator update", runs: 1, plan: generator),
    ]
  }
}

extension StepExecutor {
  /// Runs the program once, observed where somebody wants to know.
  ///
  /// - Parameter program: the program's index, for the observer.
  func run(seed: UInt64, step: UInt64, as program: Int, observer: StepObserver?) {
    guard let observer else { return executor.run(seed: seed, step: step) }
    executor.run(seed: seed, step: step) { observer(program, $0, $1) }
  }
}
