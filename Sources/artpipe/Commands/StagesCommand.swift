import ArgumentParser
import ArtPipeline

/// `artpipe stages`.
struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "Lists and describes the kinds of stages.",
    subcommands: [List.self, Describe.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all kinds of stages.")

    func run() throws {
      let console = Console()
      try reporting(console) {
        let stages = try makeToolbox().stages
        for line in TextColumns.lines(stages.kinds.map { ($0, stages[$0]?.summary ?? "") }) { console.result(line) }
      }
    }
  }

  struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Describes a kind of stage and its settings.")

    @Argument(help: "The kind; see 'artpipe stages list'.")
    var kind: String
    @Flag(help: "The settings as JSON.")
    var json = false

    func run() throws {
      let console = Console()
      try reporting(console) {
        let stages = try makeToolbox().stages
        guard let type = stages[kind], let settings = stages.describe(kind) else {
          throw Unknown.problem("stage", kind, known: stages.kinds)
        }
        if json {
          console.result(try JSONText.encode(settings))
          return
        }
        console.result("\(kind): \(type.summary)\n\(stages.summary(of: kind) ?? "")\n\nSettings:")
        for line in SettingsTable.lines(settings) { console.result(line) }
      }
    }
  }
}
