import ArtData
public import ArtGAN
import ArtNN
public import ArtSettings

extension Planner {
  /// The model that a document names, with the settings that it gives.
  struct PlannedModel {
    let definition: ModelDefinition
    let defaultDataset: String
  }

  func readModel(_ reader: SettingsReader) -> PlannedModel? {
    let help = "The model to train: a plugin's name, or an object with 'plugin', the plugin's settings and 'recipe'."
    let model: PlannedModel?? = reader.optionalNested("model", shorthand: "plugin", of: "model", help) { reader in
      let id = reader.requiredString("plugin", "The model's name.")
      guard let plugin = tools.models[id] else {
        reader.acceptAllKeys()
        if !id.isEmpty { logUnknown(id, reader) }
        return nil
      }
      return PlannedModel(definition: Self.define(plugin, reader), defaultDataset: plugin.defaultDataset)
    }
    return model ?? nil
  }

  /// The definition of a plugin's model under the document's settings, those of its recipe included.
  public static func define(_ plugin: any ModelPlugin, _ reader: SettingsReader) -> ModelDefinition {
    var definition = plugin.define(reader)
    definition.recipe = reader.nested("recipe", "How the model is trained.") {
      TrainingRecipe(reading: $0, defaults: definition.recipe)
    }
    if definition.kind == .noise {
      definition.conditioning = reader.classConditioning(default: definition.conditioning)
    } else {
      definition.translation = reader.translation(default: definition.translation)
    }
    let tiles = reader.bool(
      "tileable", default: false,
      "Whether images go on at their opposite edges, so that they can be repeated side by side without a seam.")
    if tiles, !reader.isDescribing {
      do throws(LayerError) {
        definition = try definition.tileable()
      } catch {
        reader.problem(at: "tileable", .conflict, "images of this model cannot tile: \(error)")
      }
    }
    guard !reader.isDescribing, reader.log.isEmpty else { return definition }
    do {
      try definition.validate()
      // Which classes there are is known when the images are read; whether the networks can learn any, now.
      let some = ["one", "other"].map { ImageClass(name: $0, count: 1) }
      if definition.kind == .noise { try definition.conditioned(on: some).validate() }
      for words in [definition.outputProblem, definition.logitProblem].compactMap(\.self) {
        reader.problem(at: nil, .conflict, words)
      }
    } catch {
      reader.problem(at: nil, .conflict, "these settings make no working model: \(error)")
    }
    return definition
  }

  private func logUnknown(_ id: String, _ reader: SettingsReader) {
    let suggestion = closest(to: id, in: tools.models.ids)
    let broken = tools.models.brokenFiles
    var message = "there is no model '\(id)'"
    if suggestion == nil {
      let known = tools.models.ids.filter { id in !broken.contains { $0.id == id } }
      message += "; known models: \(known.joined(separator: ", "))"
      message +=
        broken.isEmpty ? "; a model file is named with --plugin-path" : "; a file that cannot be read may be it"
    }
    // One of these may be what was meant, and could not tell its name: then that is the mistake.
    for problem in broken.compactMap(\.problems.first) { reader.log.add(problem) }
    reader.problem(at: "plugin", .unknownName, message, suggestion: suggestion)
  }
}
