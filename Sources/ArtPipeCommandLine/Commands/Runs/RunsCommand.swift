import ArgumentParser

/// `artpipe runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Lists runs, compares them, and frees the space of what they moved aside.",
    subcommands: [RunsListCommand.self, RunsCompareCommand.self, RunsCleanCommand.self],
    defaultSubcommand: RunsListCommand.self)
}
