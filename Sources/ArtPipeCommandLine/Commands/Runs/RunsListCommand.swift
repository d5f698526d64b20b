import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtSettings

/// `artpipe runs list`.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the runs of a folder.",
    discussion: """
      Shows of each run its model and images, how far it is, the metric that tells its best model beside the value of real \
      images, the space it takes, and when it was changed last. What is no run, and what is damaged, is told.
      """)

  @Argument(help: "The folder of the runs.", completion: .directory)
  var folder = "runs"
  @Flag(help: "Prints JSON.")
  var json = false
  @Flag(help: "Prints comma-separated values.")
  var csv = false

  func validate() throws {
    if json, csv { throw ValidationError("--json and --csv: give one of them") }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let list = try RunList(in: folder, tools: Program.current.toolbox)
      if json {
        console.result(SettingValue(list.runs.map(RunText.json)).prettyJSON.trimmingLineEnd)
      } else if csv {
        console.result(CSVText.lines(RunText.columns, list.runs.map(RunText.cells)))
      } else {
        for line in RunText.table(list.runs) { console.result(line) }
      }
      for words in list.runs.flatMap(\.problems) + list.others { console.warning(words) }
      if list.runs.isEmpty { console.message("there is no run in \(folder)") }
    }
  }
}
