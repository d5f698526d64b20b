extension Trainer {
  /// Changes how many steps the whole training shall have, as if it had been begun with that budget. Only where learning
  /// rates do not depend on the length are the steps until now those of such a training; see ``replan(steps:)``.
  ///
  /// - Precondition: `steps` is not below the number of steps done.
  func setLength(_ steps: Int) {
    precondition(steps >= state.step, "\(state.step) steps are done, so that there cannot be \(steps) in all")
    state.totalSteps = steps
    definition.recipe.budget = .steps(steps)
  }

  /// Changes how many steps the whole training shall have, and keeps in ``TrainingState/planned`` how many it was to have
  /// until now: a training that is told of that from its start is the same.
  ///
  /// - Precondition: `steps` is not below the number of steps done.
  func replan(steps: Int) {
    state.planned = PlannedLength(
      steps: state.totalSteps, until: state.step, rollBacks: state.rollBacks?.count ?? 0)
    setLength(steps)
  }
}
