import ArtTensor
import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings

/// Models in words and as JSON.
enum ModelText {
  /// The model with some settings, conditioned on a number of classes; unconditional where that is nil.
  static func definition(
    _ plugin: any ModelPlugin, settings: SettingValue, classes: Int?
  ) throws -> ModelDefinition {
    var model = try plugin.definition(settings)
    guard let classes, model.kind == .noise else { return model }
    if model.conditioning == nil { model.conditioning = ClassConditioning() }
    return try model.conditioned(on: (0..<classes).map { ImageClass(name: "\($0)", count: 1) })
  }

  /// - Parameter classes: the number of classes to condition on; nil for none.
  static func lines(_ plugin: any ModelPlugin, classes: Int?) throws -> [String] {
    let model = try definition(plugin, settings: [:], classes: classes)
    let recipe = model.recipe
    let shape = model.imageShape
    let source =
      model.translation.map { translation in
        "from \(colour(translation.inputShape)) images, \(translation.isPaired ? "learnt from pairs" : "learnt without pairs")"
      } ?? "latent size: \(model.latent.size), \(model.latent.distribution.rawValue)"
    let terms = (model.translation?.terms ?? []).map { " and \($0.loss) \(Counted.text($0.weight))" }.joined()
    return [
      "\(plugin.id): \(plugin.summary)", "", plugin.documentation, "",
    ] + (plugin.source.map { ["From the file \($0).", ""] } ?? []) + [
      "Images: \(shape[1])×\(shape[0]), \(colour(shape)); \(source); default dataset: \(plugin.defaultDataset)",
      "Training: \(recipe.updateRule.name), loss \(recipe.loss)\(terms), batches of \(recipe.batchSize), "
        + "\(recipe.budget)", "",
      try model.generator.summary(), "", try model.discriminator.summary(),
    ]
  }

  private static func colour(_ shape: Shape) -> String { shape.channels == 1 ? "grey" : "colour" }

  /// - Parameter classes: the number of classes to condition on; nil for none.
  static func json(_ plugin: any ModelPlugin, classes: Int?) throws -> SettingValue {
    let model = try definition(plugin, settings: [:], classes: classes)
    return [
      "source": plugin.source.map { SettingValue($0) } ?? nil, "kind": SettingValue(model.kind.rawValue),
      "height": SettingValue(model.imageShape[0]), "width": SettingValue(model.imageShape[1]),
      "channels": SettingValue(model.imageShape[2]), "latentSize": SettingValue(model.latent.size),
      "defaultDataset": SettingValue(plugin.defaultDataset),
      "generatorParameters": SettingValue(try model.generator.parameterCount().total),
      "discriminatorParameters": SettingValue(try model.discriminator.parameterCount().total),
    ]
  }
}
