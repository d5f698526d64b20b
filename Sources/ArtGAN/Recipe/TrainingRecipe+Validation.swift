import ArtNN

extension TrainingRecipe {
  /// - Throws: ``ModelError/value(_:reason:)``, the first number that is not possible.
  public func validate() throws(ModelError) {
    try check("batchSize", batchSize >= 1, "must be at least 1, not \(batchSize)")
    try check("updateRule", updateRule.batchesPerStep >= 1, "needs at least 1 discriminator step for each step")
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
      try check("gradientPenalty.every", penalty.every >= 1, "must be at least 1, not \(penalty.every)")
    }
    if let augmentation { try check(augmentation) }
    if let ema { try check(ema) }
    if let truncation {
      try check("truncation", (0...2).contains(truncation), "must be from 0 to 2, not \(truncation)")
    }
    let isWorthSomething =
      switch budget {
      case .steps(let count), .images(let count): count >= 1
      case .epochs(let count), .minutes(let count): count > 0 && count.isFinite
      }
    try check("budget", isWorthSomething, "must be above 0, not \(budget)")
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
    try check("augmentation.images", rule.images >= 1, "must be at least 1, not \(rule.images)")
    try check("augmentation.every", rule.every >= 1, "must be at least 1, not \(rule.every)")
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
