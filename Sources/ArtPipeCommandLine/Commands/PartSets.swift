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
    let plugins = models.ids.compactMap { models[$0] }.map { plugin in
      (plugin, kind: plugin.define(SettingsReader([:], log: ProblemLog())).kind)
    }
    return ModelKind.allCases.flatMap { kind in plugins.filter { $0.kind == kind } }.map { plugin, kind in
      let problems = (plugin as? ModelFile)?.problems ?? []
      return Part(
        name: plugin.id, summary: plugin.summary + (plugin.source.map { " (\($0))" } ?? ""), group: kind.heading,
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

extension ModelKind {
  /// What models of the kind are listed under.
  fileprivate var heading: String {
    switch self {
    case .noise: "Models that make images from noise:"
    case .image: "Models that translate images:"
    }
  }
}
