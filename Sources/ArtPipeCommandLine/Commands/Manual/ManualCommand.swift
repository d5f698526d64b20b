import ArgumentParser
import Foundation

/// `artpipe manual`, which is not listed: `make install` asks it for the page that `man artpipe` shows.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page, for the program 'man'.", shouldDisplay: false)

  func run() throws {
    let console = Console()
    try reporting(console) {
      let help = try JSONDecoder().decode(ProgramHelp.self, from: Data(RootCommand._dumpHelp().utf8))
      console.result(ManualPage(of: help.command, date: Self.date).text.trimmingLineEnd)
    }
  }

  /// Today, or the day that builds which are to be the same everywhere name (https://reproducible-builds.org).
  private static var date: Date {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
      ?? Date()
  }
}
