import ArtNN

extension Trainer {
  /// Changes how many steps the whole training shall have, as if it had been begun with that budget. Only where learning
  /// rates do not depend on the length are the steps until now those of such a training; see ``replan(steps:)``.
  ///
  /// - Precondition: `steps` is not below the number of steps done.
  func setLength(_ steps: Int) {
    precondition(steps >= state.step, "\(state.step) steps are done, so that there cannot be \(steps) in all")
    state.totalSteps = max(steps, 1)
    definition.recipe.budget = .steps(state.totalSteps)
  }

  /// Changes how many steps the whole training shall have, and keeps in ``TrainingState/planned`` how many it was to have
  /// until now: a training that is told of that from its start is the same.
  ///
  /// - Precondition: `steps` is not below the number of steps done.
  func replan(steps: Int) {
    state.notePlan()
    setLength(steps)
  }

  /// Changes how long the whole training shall be. Where learning rates depend on the length, those of the next steps
  /// follow from the new one, and the old one is kept in ``TrainingState/planned``.
  ///
  /// - Parameter budget: one that is counted; less than is done counts as what is done.
  func change(_ budget: TrainingBudget) {
    definition.recipe.budget = budget
    (state.minutes, state.secondsSpent) = (nil, nil)
    let steps = max(definition.recipe.totalSteps(datasetCount: state.dataCount), state.step)
    guard steps != state.totalSteps else { return }
    if !definition.recipe.schedule.isIndependentOfTotal { state.notePlan() }
    state.totalSteps = steps
  }

  /// Notes what the training follows from besides its own state, for whoever resumes it.
  public func note(inputs: [String: String]) { state.inputs = inputs }
}
