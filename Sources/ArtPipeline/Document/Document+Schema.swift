import ArtData
import ArtGAN
import ArtNN
public import ArtSettings

extension Document {
  /// The JSON schema of documents of a program with these tools, by which editors check and complete them: every stage,
  /// model and data set with its settings, as the same functions describe them that read them.
  public static func schema(_ tools: Toolbox) -> SettingValue {
    var schema: SettingValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A pipeline of artpipe",
      "description": "What to train and what to make of it, stage by stage: artpipe run NAME.json.",
    ]
    let planner = Planner(tools)
    let settings = SettingsReader.describe(in: tools.environment) { _ = WrittenDocument($0, planner) }
    for member in JSONSchema.object(settings).members ?? [] { schema[member.key] = member.value }
    var definitions: SettingValue = [:]
    let parts = tools.stages.schemas(tools) + tools.models.schemas(tools) + tools.datasets.schemas(tools)
    // Where a model is a list of layers, these are described too.
    let areThere = parts.contains { $0.schema.canonicalJSON.contains("\"#/$defs/layer\"") }
    let layers = areThere ? tools.components.layers.schemas : []
    for part in parts + layers { definitions[part.name] = part.schema }
    schema["$defs"] = definitions
    return JSONSchema.sharing(schema)
  }
}

extension StageRegistry {
  fileprivate func schemas(_ tools: Toolbox) -> [(name: String, schema: SettingValue)] {
    let stages = kinds.map { kind in
      KindDescription(kind, summary: self[kind]?.summary ?? "", settings: describe(kind, in: tools.environment) ?? [])
    }
    return JSONSchema.kinds("stage", at: "kind", "The kind of stage.", stages)
  }
}

extension ModelRegistry {
  /// Files that cannot be read are left out: they have no settings.
  fileprivate func schemas(_ tools: Toolbox) -> [(name: String, schema: SettingValue)] {
    let models = ids.compactMap { self[$0] }.filter { ($0 as? ModelFile)?.problems.isEmpty ?? true }.map { plugin in
      let settings = SettingsReader.describe(in: tools.environment) {
        _ = $0.requiredString("plugin", "The model's name.")
        _ = Planner.define(plugin, $0)
      }
      return KindDescription(plugin.id, summary: plugin.summary, settings: settings)
    }
    return JSONSchema.kinds("model", at: "plugin", "The model's name.", models)
  }
}

extension DatasetRegistry {
  /// A path alone tells the kinds that lie at one; published sets are named.
  fileprivate func schemas(_ tools: Toolbox) -> [(name: String, schema: SettingValue)] {
    let kinds = ids.map { kind in
      KindDescription(kind, summary: self[kind]?.summary ?? "", settings: describe(kind, in: tools.environment) ?? [])
    }
    let published = tools.publishedSets.all.map { set in
      KindDescription(set.name, summary: set.summary, settings: describe(set, in: tools.environment))
    }
    let lying = kinds.filter { $0.settings.contains { $0.key == "path" } }.map(\.id)
    return JSONSchema.kinds(
      "dataset", at: "kind", "The kind of data set, or the name of a published one.", kinds + published, texts: true,
      orBy: ("path", lying))
  }
}
