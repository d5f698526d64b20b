import ArtSettings

extension TrainingState {
  /// Checks that a training can stand so: no number is beyond what a training comes to. Files are read from anywhere.
  ///
  /// - Throws: the first field that is wrong.
  func validate() throws(UnreadableField) {
    let most = TrainingBudget.endless
    try Self.check("totalSteps", 1...most, totalSteps)
    try Self.check("step", 0...totalSteps, step)
    try Self.check("dataCount", 1...most, dataCount)
    for (index, length) in planned.enumerated() {
      try Self.check("planned[\(index)].steps", 1...most, length.steps)
      try Self.check("planned[\(index)].until", 0...length.steps, length.until)
      try Self.check("planned[\(index)].rollBacks", 0...1_000_000, length.rollBacks)
    }
    for (index, rollBack) in (rollBacks ?? []).enumerated() {
      try Self.check("rollBacks[\(index)].step", 1...most, rollBack.step)
      try Self.check("rollBacks[\(index)].to", 0...rollBack.step, rollBack.to)
      try Self.check("rollBacks[\(index)].rateFactor", 1e-9...1, rollBack.rateFactor)
    }
    if let minutes { try Self.check("minutes", 0...1e9, minutes) }
    if let secondsSpent { try Self.check("secondsSpent", 0...Self.mostSeconds, secondsSpent) }
    if let augmentation {
      try Self.check("augmentation.probability", 0...1, augmentation.probability)
      try Self.check("augmentation.updates", 0...1_000_000, augmentation.updates)
      let updates = Double(augmentation.updates)
      try Self.check("augmentation.signs", -updates...updates, augmentation.signs)
    }
  }

  /// The same for the state of a training by this recipe.
  func validate(for recipe: TrainingRecipe) throws(UnreadableField) {
    try validate()
    guard (augmentation != nil) == (recipe.augmentation?.rule != nil) else {
      throw UnreadableField("augmentation", "it does not go with the recipe, which leads it or does not")
    }
  }

  /// More seconds than any training takes.
  public static let mostSeconds = 1e11

  private static func check(
    _ name: String, _ limits: ClosedRange<Int>, _ value: Int
  ) throws(UnreadableField) {
    guard limits.contains(value) else {
      throw UnreadableField(
        name, "expected a whole number \(Limits(limits).words ?? ""), found \(Counted.text(value))")
    }
  }

  private static func check(
    _ name: String, _ limits: ClosedRange<Double>, _ value: Double
  ) throws(UnreadableField) {
    guard limits.contains(value) else {
      throw UnreadableField(name, "expected a number \(Limits(limits).words ?? ""), found \(Counted.text(value))")
    }
  }
}
