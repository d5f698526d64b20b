import Foundation
import Testing

/// What the program says of itself.
struct HelpTests {
  /// The help screens of a command and of its subcommands, as a terminal of 80 columns shows them.
  private static func screens(of command: [String] = []) throws -> [String] {
    let run = try Program.Running(
      Program.artpipe, command + ["--help"], in: Program.package, environment: ["COLUMNS": "80"]
    ).wait()
    try #require(run.status == 0, "\(run.errors)")
    let subcommands = run.output.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().joined()
      .matches(of: /(?m)^  ([a-z-]+)/).map { String($0.1) }
    let screen = "$ \((["artpipe"] + command).joined(separator: " ")) --help\n\(run.output)"
    return try [screen] + subcommands.flatMap { try screens(of: command + [$0]) }
  }

  @Test func helpScreensAreAsRecorded() throws {
    try Snapshot.expect(Self.screens().joined(separator: "\n"), named: "help.txt")
  }
}
