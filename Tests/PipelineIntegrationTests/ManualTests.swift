import Foundation
import Testing

/// The page that `man artpipe` shows.
struct ManualTests {
  private static func page() throws -> String {
    let run = try Program.Running(
      Program.artpipe, ["manual"], in: Program.package, environment: ["SOURCE_DATE_EPOCH": "1790000000"]
    ).wait()
    try #require(run.status == 0, "\(run.errors)")
    return run.output
  }

  private static func has(_ program: String) -> Bool {
    (try? Program.find("sh", ["-c", "command -v \(program)"]).status) == 0
  }

  /// Every command with every option, as the help screens have them.
  @Test func itHasEveryCommandAndOption() throws {
    let page = try Self.page()
    let text = page.replacing("\\-", with: "-")
    let help = try String(
      contentsOfFile: "\(Program.package)/Tests/PipelineIntegrationTests/Snapshots/help.txt", encoding: .utf8)
    let screens = help.components(separatedBy: "$ ").dropFirst()
    #expect(screens.count > 30)
    for screen in screens {
      let name = screen.components(separatedBy: " --help\n")[0]
      guard name != "artpipe" else { continue }
      let sections = text.components(separatedBy: ".Ss \(name)\n")
      #expect(sections.count == 2, "\(name)")
      let section = sections.last?.components(separatedBy: "\n.Ss ")[0] ?? ""
      guard !screen.contains("SUBCOMMANDS:") else { continue }
      for option in screen.matches(of: /(?m)^  (?:-[a-z], )?(--[a-z0-9-]+)/).map(\.1)
      where !["--help", "--version"].contains(option) {
        #expect(section.contains(".It \(option)") || section.contains(", \(option)"), "\(name) \(option)")
      }
    }
    #expect(page.hasPrefix(".Dd September 21, 2026\n"))
    #expect(!text.contains("artpipe manual"))
  }

  @Test(.enabled(if: has("man") && has("groff"), "man is not installed"))
  func manShowsItWithoutWarnings() throws {
    let scratch = try Scratch()
    try scratch.write(Self.page(), to: "artpipe.1")
    let run = try Program.find(
      "env", ["LC_ALL=C.UTF-8", "MANWIDTH=80", "man", "--warnings", "./artpipe.1"], in: scratch.path)
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output.contains("artpipe sample") && run.output.contains("EXIT STATUS"))
  }

  @Test(.enabled(if: has("mandoc"), "mandoc is not installed"))
  func mandocFindsNothing() throws {
    let scratch = try Scratch()
    try scratch.write(Self.page(), to: "artpipe.1")
    let run = try Program.find("mandoc", ["-T", "lint", "artpipe.1"], in: scratch.path)
    #expect(run.output == "" && run.errors == "")
  }
}
