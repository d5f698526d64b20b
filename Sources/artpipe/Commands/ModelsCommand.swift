import ArgumentParser
import ArtGAN
import ArtPipeline
import ArtSettings

/// `artpipe models`; `profile` has a file of its own.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Lists, describes and times the models.",
    subcommands: [List.self, Describe.self, Profile.self],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all models.")

    @Flag(help: "As JSON, with sizes.")
    var json = false
    @OptionGroup var models: ModelOptions

    func run() throws {
      let console = Console()
      try reporting(console) {
        let models = try models.makeToolbox().models
        if json {
          let entries = try models.ids.compactMap { models[$0] }.map(ModelText.json)
          console.result(SettingValue(entries).prettyJSON.trimmingLineEnd)
          return
        }
        let rows = models.ids.compactMap { models[$0] }.map { model in
          (model.id, model.summary + (model.source.map { " (\($0))" } ?? ""))
        }
        for line in TextColumns.lines(rows) { console.result(line) }
      }
    }
  }

  struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Describes a model: its networks, how it is trained, and its settings.")

    @Argument(help: "The model's name; see 'artpipe models list'.")
    var id: String
    @Flag(help: "The settings as JSON.")
    var json = false
    @OptionGroup var classes: ClassCountOption
    @OptionGroup var models: ModelOptions

    func run() throws {
      let console = Console()
      try reporting(console) {
        let models = try models.makeToolbox().models
        guard let plugin = models[id] else {
          throw Unknown.model(id, in: models)
        }
        if let file = plugin as? ModelFile, !file.problems.isEmpty { throw Problems(file.problems) }
        let settings = SettingsReader.describe { _ = Planner.define(plugin, $0) }
        if json {
          console.result(try JSONText.encode(settings))
          return
        }
        for line in try ModelText.lines(plugin, classes: classes.count) { console.result(line) }
        console.result("\nSettings (\"model\": {\"plugin\": \"\(id)\", …}):")
        for line in SettingsTable.lines(settings) { console.result(line) }
      }
    }
  }
}
