import ArgumentParser
import ArtFiles
import ArtNN
import ArtPipeline

/// `artpipe runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Manages run folders.", subcommands: [CleanCommand.self])
}

/// `artpipe runs clean`.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Frees the space of what runs have moved aside.",
    discussion: """
      A training that cannot be continued is never removed by 'artpipe run', but moved aside: train becomes train.1. \
      This removes what the run folder's manifest says was moved aside, and temporary files of killed runs. Files that \
      were added or changed since stay.
      """)

  @Argument(help: "The run folder.")
  var folder: String
  @Flag(help: "Shows what would be removed, with its size, and removes nothing.")
  var dryRun = false

  func run() throws {
    let console = Console()
    try reporting(console) {
      let cleaning = try RunCleaning(RunFolder(folder))
      let lines = cleaning.items.map { item in
        [cleaning.folder.path(of: item.name), ByteCount.text(Double(item.bytes)), "because \(item.reason)"]
      }
      for line in TextTable(lines).lines() { console.result(line) }
      let total = ByteCount.text(Double(cleaning.items.reduce(0) { $0 + $1.bytes }))
      let stayed = dryRun ? cleaning.kept : try cleaning.clean()
      for file in stayed {
        console.message("\(cleaning.folder.path(of: file)) stays: artpipe did not write it, or it was changed since")
      }
      guard !cleaning.items.isEmpty else { return console.message("nothing was moved aside") }
      console.message(dryRun ? "\(total) would be freed" : "\(total) freed")
    }
  }
}
