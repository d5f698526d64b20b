import ArtNN

extension TrainingRecipe {
  /// - Throws: ``ModelError/value(_:reason:)``, the first number that is not possible.
  public func validate() throws(ModelError) {
    try check("batchSize", (1...65_536).contains(batchSize), "must be from 1 to 65536, not \(batchSize)")
    try check(
      "updateRule", (1...1000).contains(updateRule.batchesPerStep),
      "needs 1 to 1000 discriminator steps for each step")
    try check("labelSmoothing", (0..<1).contains(labelSmoothing), "must be from 0 to below 1, not \(labelSmoothing)")
    try check(
      "labelSmoothing", labelSmoothing == 0 || loss.hasLabels, "has no meaning for the loss '\(loss.id)'")
    for (name, optimizer) in [("generator", generatorOptimizer), ("discriminator", discriminatorOptimizer)] {
      let rate = optimizer.learningRate
      try check("\(name)Optimizer.learningRate", rate > 0 && rate.isFinite, "must be above 0, not \(rate)")
    }
    if let penalty = gradientPenalty {
      let weight = penalty.weight
      try check("gradientPenalty.weight", weight > 0 && weight.isFinite, "must be above 0, not \(weight)")
      try check(
        "gradientPenalty.every", (1...1000).contains(penalty.every), "must be from 1 to 1000, not \(penalty.every)")
    }
    if let augmentation { try check(augmentation) }
    if let ema { try check(ema) }
    if let truncation {
      try check("truncation", (0...2).contains(truncation), "must be from 0 to 2, not \(truncation)")
    }
    let isWorthSomething =
      switch budget {
      case .steps(let count), .images(let count): (1...TrainingBudget.endless).contains(count)
      case .epochs(let count), .minutes(let count): count > 0 && count <= Double(TrainingBudget.endless)
      }
    try check("budget", isWorthSomething, "must be above 0 and at most \(TrainingBudget.endless), not \(budget)")
  }

  private func check(_ augmentation: DiscriminatorAugmentation) throws(ModelError) {
    for (name, part, limits) in [
      ("translation", augmentation.translation, 0...0.5), ("cutout", augmentation.cutout, 0...0.9),
      ("probability", augmentation.firstProbability, 0...1),
    ] as [(String, Double, ClosedRange<Double>)] {
      try check(
        "augmentation.\(name)", limits.contains(part),
        "must be from \(limits.lowerBound) to \(limits.upperBound), not \(part)")
    }
    guard let rule = augmentation.rule else { return }
    try check("augmentation.target", (-1...1).contains(rule.target), "must be from -1 to 1, not \(rule.target)")
    for (name, count) in [("images", rule.images), ("every", rule.every)] {
      try check(
        "augmentation.\(name)", (1...TrainingBudget.endless).contains(count),
        "must be from 1 to \(TrainingBudget.endless), not \(count)")
    }
  }

  private func check(_ ema: EMA) throws(ModelError) {
    switch ema.memory {
    case .decay(let decay):
      try check("ema.decay", (0..<1).contains(decay), "must be from 0 to below 1, not \(decay)")
    case .halfLife(let images):
      try check("ema.halfLife", images > 0 && images.isFinite, "must be above 0, not \(images)")
    }
    try check("ema.rampUp", (0...1).contains(ema.rampUp), "must be from 0 to 1, not \(ema.rampUp)")
  }

  private func check(_ name: String, _ isTrue: Bool, _ reason: @autoclosure () -> String) throws(ModelError) {
    guard isTrue else { throw .value(name, reason: reason()) }
  }
}
