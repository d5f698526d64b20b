public import ArtGAN
import ArtSettings
import ArtTensor

/// The model that an advice names, with its settings.
public struct ModelChoice: Sendable {
  /// The model's name.
  public let plugin: String
  /// Width and height of its images, where they are not the model's own.
  public let size: Int?
  /// Whether a model for coloured images is to learn grey ones.
  public let isMadeGrey: Bool
  /// Whether a model's small networks are taken, made for minutes on a processor.
  public let isSmall: Bool
  /// The name of weights that come with the program, to start from.
  public let weights: String?
  /// The model under these settings, without classes.
  public let definition: ModelDefinition

  /// Width and height of the images that it learns.
  public var side: Int { min(definition.imageShape[0], definition.imageShape[1]) }

  /// Images of a batch, as the model has it.
  var usualBatchSize: Int { definition.recipe.batchSize }

  /// - Returns: nil where there is no such model, or where it does not take the settings.
  init?(
    _ plugin: String, size: Int? = nil, isMadeGrey: Bool = false, isSmall: Bool = false, weights: String? = nil,
    in models: ModelRegistry,
    _ environment: SettingsEnvironment
  ) {
    guard let model = models[plugin] else { return nil }
    var settings: SettingValue = [:]
    if let size { settings["size"] = SettingValue(size) }
    if isMadeGrey { settings["color"] = "grey" }
    if isSmall { settings["networks"] = "small" }
    let log = ProblemLog()
    let reader = SettingsReader(settings, environment: environment, log: log)
    definition = model.define(reader)
    reader.finish()
    guard log.isEmpty else { return nil }
    (self.plugin, self.size, self.isMadeGrey, self.isSmall) = (plugin, size, isMadeGrey, isSmall)
    self.weights = weights
  }

  /// `art-64, 64×64 in colour`.
  public var words: String {
    let shape = definition.imageShape
    return "\(plugin), \(shape[1])×\(shape[0]) in \(shape[2] == 1 ? "grey" : "colour")"
  }
}
