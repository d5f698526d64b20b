import ArtData
import ArgumentParser
import ArtPipeline

/// `artpipe datasets`.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "Lists and describes the kinds of data sets.",
    subcommands: [List.self, Describe.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists all kinds of data sets.")

    func run() throws {
      let console = Console()
      try reporting(console) {
        let datasets = try makeToolbox().datasets
        let rows = datasets.kinds.map { ($0, datasets[$0]?.summary ?? "") }
        for line in TextColumns.lines(rows) { console.result(line) }
      }
    }
  }

  struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Describes a kind of data set and its settings.")

    @Argument(help: "The kind; see 'artpipe datasets list'.")
    var kind: String
    @Flag(help: "The settings as JSON.")
    var json = false

    func run() throws {
      let console = Console()
      try reporting(console) {
        let datasets = try makeToolbox().datasets
        guard let type = datasets[kind], let settings = datasets.describe(kind) else {
          throw Unknown.problem("data set", kind, known: datasets.kinds)
        }
        if json {
          console.result(try JSONText.encode(settings))
          return
        }
        console.result("\(kind): \(type.summary)\n\nSettings:")
        for line in SettingsTable.lines(settings) { console.result(line) }
      }
    }
  }
}
