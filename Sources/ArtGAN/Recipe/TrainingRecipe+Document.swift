import ArtNN
import ArtSettings

extension TrainingRecipe {
  /// The recipe as a document that leaves nothing to defaults. A recipe may hold what a document may ask for, whatever file
  /// or program it comes from, so that this is what is checked.
  func document() throws -> SettingValue {
    var document: SettingValue = [
      "updateRule": SettingValue(updateRule.name), "loss": SettingValue(loss.id),
      "labelSmoothing": try SettingValue(encoding: labelSmoothing), "batchSize": SettingValue(batchSize),
      "budget": try SettingValue(encoding: budget), "schedule": try SettingValue(encoding: schedule),
      "generatorOptimizer": try Self.document(generatorOptimizer),
      "discriminatorOptimizer": try Self.document(discriminatorOptimizer),
    ]
    if case .alternating(let steps) = updateRule { document["discriminatorSteps"] = SettingValue(steps) }
    document["gradientPenalty"] = try gradientPenalty.map { try SettingValue(encoding: $0) }
    document["frozenDiscriminatorLayers"] = frozenDiscriminatorLayers.map { SettingValue($0) } ?? nil
    document["diffAugment"] = try augmentation.map(Self.document)
    document["ema"] = try ema.map { try SettingValue(encoding: $0) }
    document["truncation"] = try truncation.map { try SettingValue(encoding: $0) }
    return document
  }

  private static func document(_ optimizer: Optimizer) throws -> SettingValue {
    var document = try SettingValue(encoding: optimizer)
    // In files, Adam with a weight decay is AdamW.
    if case .adam = optimizer.rule, optimizer.weightDecay != 0 { document["kind"] = "adamW" }
    return document
  }

  private static func document(_ augmentation: DiscriminatorAugmentation) throws -> SettingValue {
    var document: SettingValue = [
      "color": SettingValue(augmentation.color), "translation": try SettingValue(encoding: augmentation.translation),
      "cutout": try SettingValue(encoding: augmentation.cutout),
    ]
    switch augmentation.probability {
    case .fixed(let probability): document["probability"] = try SettingValue(encoding: probability)
    case .adaptive(let rule): document["adaptive"] = try SettingValue(encoding: rule)
    }
    return document
  }
}
