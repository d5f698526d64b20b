extension TrainingState {
  /// Checks that a training can stand so: no number is beyond what a training comes to. Files are read from anywhere.
  ///
  /// - Throws: ``CheckpointError/badState(_:reason:)``, the first thing that is wrong.
  func validate() throws(CheckpointError) {
    let most = TrainingBudget.endless
    try Self.check("totalSteps", 1...most, totalSteps)
    try Self.check("step", 0...totalSteps, step)
    try Self.check("dataCount", 1...most, dataCount)
    for length in planned {
      try Self.check("planned.steps", 1...most, length.steps)
      try Self.check("planned.until", 0...length.steps, length.until)
      try Self.check("planned.rollBacks", 0...1_000_000, length.rollBacks)
    }
    for rollBack in rollBacks ?? [] {
      try Self.check("rollBacks.step", 1...most, rollBack.step)
      try Self.check("rollBacks.to", 0...rollBack.step, rollBack.to)
      try Self.check("rollBacks.rateFactor", 1e-9...1, rollBack.rateFactor)
    }
    if let minutes { try Self.check("minutes", 0...1e9, minutes) }
    if let secondsSpent { try Self.check("secondsSpent", 0...1e11, secondsSpent) }
    if let augmentation {
      try Self.check("augmentation.probability", 0...1, augmentation.probability)
      try Self.check("augmentation.updates", 0...1_000_000, augmentation.updates)
      let updates = Double(augmentation.updates)
      try Self.check("augmentation.signs", -updates...updates, augmentation.signs)
    }
  }

  /// The same for the state of a training by this recipe.
  func validate(for recipe: TrainingRecipe) throws(CheckpointError) {
    try validate()
    guard (augmentation != nil) == (recipe.augmentation?.rule != nil) else {
      throw .badState("augmentation", reason: "does not go with the recipe, which leads it or does not")
    }
  }

  private static func check<Number: Comparable>(
    _ name: String, _ limits: ClosedRange<Number>, _ value: Number
  ) throws(CheckpointError) {
    guard limits.contains(value) else {
      throw .badState(name, reason: "must be from \(limits.lowerBound) to \(limits.upperBound), not \(value)")
    }
  }
}
