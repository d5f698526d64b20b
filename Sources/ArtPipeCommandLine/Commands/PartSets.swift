import ArgumentParser
import ArtData
import ArtGAN
import ArtPipeline
import ArtSettings

/// The parts of `artpipe models`.
struct ModelParts: PartSet {
  static let command = "models"
  static let noun = "model"
  static let subcommands: [any ParsableCommand.Type] = [ProfileCommand.self, SchemaCommand.self]

  @OptionGroup var classes: ClassCountOption
  @OptionGroup var models: ModelOptions

  func parts() throws -> [Part] {
    let toolbox = try models.makeToolbox()
    let models = toolbox.models
    return models.ids.compactMap { models[$0] }.map { plugin in
      let problems = (plugin as? ModelFile)?.problems ?? []
      return Part(
        name: plugin.id, summary: plugin.summary + (plugin.source.map { " (\($0))" } ?? ""),
        details: { problems.isEmpty ? try ModelText.json(plugin, classes: classes.count) : [:] },
        description: {
          if !problems.isEmpty { throw Problems(problems) }
          return try ModelText.lines(plugin, classes: classes.count)
            + ["", "Settings (\"model\": {\"plugin\": \"\(plugin.id)\", …}):"]
        },
        settings: { SettingsReader.describe(in: toolbox.environment) { _ = Planner.define(plugin, $0) } })
    }
  }

  func unknown(_ name: String, known: [String]) throws -> any Error {
    Unknown.model(name, in: try models.makeToolbox().models)
  }
}

/// The parts of `artpipe stages`.
struct StageParts: PartSet {
  static let command = "stages"
  static let noun = "stage"

  func parts() throws -> [Part] {
    let toolbox = Program.current.toolbox
    let stages = toolbox.stages
    return stages.kinds.map { kind in
      let summary = stages[kind]?.summary ?? ""
      return Part(
        name: kind, summary: summary,
        description: { ["\(kind): \(summary)", stages.summary(of: kind) ?? "", "", "Settings:"] },
        settings: { stages.describe(kind, in: toolbox.environment) ?? [] })
    }
  }
}
