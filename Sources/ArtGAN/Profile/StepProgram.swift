public import ArtGraph

/// One of the programs that a training step runs.
public struct StepProgram: Codable, Hashable, Sendable {
  /// `step` where one program does everything, else `discriminator update` and `generator update`. Where only some
  /// updates have a gradient penalty, those that do are another program, `step with gradient penalty` and so on.
  public var name: String
  /// How often a training step runs it, on average.
  public var runs: Double
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
    func program(_ name: String, _ runs: Double, _ executor: StepExecutor) -> StepProgram {
      StepProgram(name: name, runs: runs, plan: executor.executor.planDescription)
    }
    let updates = Double(definition.recipe.updateRule.batchesPerStep)
    let penalized = penalizedStep == nil ? 0 : updates / Double(definition.recipe.gradientPenalty?.every ?? 1)
    let name = discriminatorStep == nil ? "step" : "discriminator update"
    var programs = [program(name, updates - penalized, discriminatorStep ?? generatorStep)]
    if discriminatorStep != nil { programs.append(program("generator update", 1, generatorStep)) }
    if let penalizedStep { programs.append(program("\(name) with gradient penalty", penalized, penalizedStep)) }
    return programs
  }
}

extension StepExecutor {
  /// Runs the program once, observed where somebody wants to know.
  ///
  /// - Parameter program: the program's index, for the observer.
  func run(seed: UInt64, step: UInt64, as program: Int, observer: StepObserver?) throws {
    guard let observer else { return try executor.run(seed: seed, step: step) }
    try executor.run(seed: seed, step: step) { observer(program, $0, $1) }
  }
}
