import ArgumentParser
import ArtFiles
import ArtNN
import ArtPipeline

/// `artpipe runs clean`.
struct RunsCleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Frees the space of what runs have moved aside.",
    discussion: """
      A training that cannot be continued is never removed by 'artpipe run', but moved aside: train becomes train.1. \
      This shows what the run folder's manifest says was moved aside, and temporary files of killed runs, asks, and \
      removes them. Files that were added or changed since stay.
      """)

  @Argument(help: "The run folder.", completion: .directory)
  var folder: String
  @Flag(help: "Shows what would be removed, with its size, and removes nothing.")
  var dryRun = false
  @Flag(name: .shortAndLong, help: "Removes it without asking.")
  var yes = false

  func validate() throws {
    if dryRun, yes { throw ValidationError("--dry-run and --yes: give one of them") }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let cleaning = try RunCleaning(RunFolder(folder))
      let lines = cleaning.items.map { item in
        [cleaning.folder.path(of: item.name), ByteCount.text(Double(item.bytes)), "because \(item.reason)"]
      }
      for line in TextTable(lines).lines() { console.result(line) }
      let total = ByteCount.text(Double(cleaning.items.reduce(0) { $0 + $1.bytes }))
      let mayRemove = cleaning.items.isEmpty || dryRun ? false : try isAgreed(total, console)
      let stayed = mayRemove ? try cleaning.clean() : cleaning.kept
      for file in stayed {
        console.message("\(cleaning.folder.path(of: file)) stays: artpipe did not write it, or it was changed since")
      }
      guard !cleaning.items.isEmpty else { return console.message("nothing was moved aside") }
      console.message(dryRun ? "\(total) would be freed" : mayRemove ? "\(total) freed" : "nothing was removed")
    }
  }

  /// Whether the user wants it.
  ///
  /// - Throws: `ExitCode` where there is nobody to ask.
  private func isAgreed(_ total: String, _ console: Console) throws -> Bool {
    if yes { return true }
    guard let answer = console.ask("Remove these and free \(total)? They cannot be brought back.") else {
      console.error(
        "there is no terminal to ask on, so nothing was removed; add --yes to remove what is listed, or --dry-run to only "
          + "list it")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    return answer
  }
}
