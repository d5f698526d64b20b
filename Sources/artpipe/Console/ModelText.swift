import ArtTensor
import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings

/// Models in words and as JSON.
enum ModelText {
  /// The model as it is without any setting.
  static func definition(_ plugin: any ModelPlugin) -> ModelDefinition {
    Planner.define(plugin, SettingsReader(["plugin": SettingValue(plugin.id)], log: ProblemLog()))
  }

  /// The model with some settings, made for so many classes; for none where that is nil.
  static func definition(
    _ plugin: any ModelPlugin, settings: SettingValue, classes: Int?
  ) throws -> ModelDefinition {
    var settings = settings
    settings["plugin"] = SettingValue(plugin.id)
    let log = ProblemLog()
    var model = Planner.define(plugin, SettingsReader(settings, log: log))
    try log.check()
    guard let classes else { return model }
    if model.conditioning == nil { model.conditioning = ClassConditioning() }
    return try model.conditioned(on: (0..<classes).map { PictureClass(name: "\($0)", count: 1) })
  }

  /// - Parameter classes: how many the model is shown with.
  static func lines(_ plugin: any ModelPlugin, classes: Int?) throws -> [String] {
    let model = try definition(plugin, settings: [:], classes: classes)
    let recipe = model.recipe
    let shape = model.pictureShape
    return [
      "\(plugin.id): \(plugin.summary)", "", plugin.documentation, "",
    ] + (plugin.source.map { ["From the file \($0).", ""] } ?? []) + [
      "Pictures: \(shape[1])×\(shape[0]), \(shape[2] == 1 ? "grey" : "colour"); "
        + "latent points: \(model.latent.size) numbers, \(model.latent.distribution.rawValue); "
        + "usual dataset: \(plugin.defaultDataset)",
      "Training: \(recipe.updateRule.name), loss \(recipe.loss.rawValue), batches of \(recipe.batchSize), "
        + "\(recipe.budget)", "",
      try model.generator.summary(), "", try model.discriminator.summary(),
    ]
  }

  static func json(_ plugin: any ModelPlugin) throws -> SettingValue {
    let model = definition(plugin)
    return [
      "id": SettingValue(plugin.id), "summary": SettingValue(plugin.summary),
      "height": SettingValue(model.pictureShape[0]), "width": SettingValue(model.pictureShape[1]),
      "channels": SettingValue(model.pictureShape[2]), "latentSize": SettingValue(model.latent.size),
      "defaultDataset": SettingValue(plugin.defaultDataset),
      "source": plugin.source.map { SettingValue($0) } ?? nil,
      "generatorParameters": SettingValue(try model.generator.parameterCount().total),
      "discriminatorParameters": SettingValue(try model.discriminator.parameterCount().total),
    ]
  }
}
