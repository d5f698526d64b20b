import Foundation
import Testing

/// Commands that pages show are commands of the program, with options that it has.
@Suite("Commands in the documentation")
struct DocumentedCommandsTests {
  /// The help screens, by command: `artpipe models list`.
  private static func screens() throws -> [String: String] {
    let text = try Page("Tests/PipelineIntegrationTests/Snapshots/help.txt").text
    return Dictionary(
      text.components(separatedBy: "$ artpipe").dropFirst().map { screen in
        let parts = screen.components(separatedBy: " --help\n")
        return ("artpipe" + parts[0], parts.dropFirst().joined(separator: " --help\n"))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What is wrong with a command line; nil where nothing is.
  static func fault(_ line: String, _ screens: [String: String]) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard words.first == "artpipe", words.count > 1 else { return nil }
    let name = words.prefix(3).joined(separator: " ")
    let command = screens[name] != nil ? name : words.prefix(2).joined(separator: " ")
    if command == "artpipe help" || words[1].hasPrefix("-") || words[1] == words[1].uppercased() { return nil }
    guard let screen = screens[command] else { return "there is no command '\(command)'" }
    let isGroup = screen.contains("SUBCOMMANDS:")
    if isGroup, words.count > 2, !words[2].hasPrefix("-") { return "there is no command '\(name)'" }
    let options = Set(screen.matches(of: /--?[a-z][a-z0-9-]*/).map { String($0.0) })
    for word in words.dropFirst(2) where word.firstMatch(of: /^--?[a-z]/) != nil && !options.contains(word) {
      return "'\(command)' has no option '\(word)'"
    }
    return nil
  }

  @Test("Each is one of the program's", arguments: Page.documentation + ["QUALITY.md", "Assets/Weights/README.md"])
  func commands(path: String) throws {
    let (page, screens) = (try Page(path), try Self.screens())
    let blocks = page.sections.flatMap(\.blocks).flatMap { $0.split(separator: "\n").map(String.init) }
    // Quotes may hold anything.
    let lines = (blocks + page.sections.flatMap(\.codeSpans)).map {
      $0.trimmingCharacters(in: .whitespaces).replacing(/'[^']*'/, with: "TEXT").replacing(".build/release/", with: "")
    }
    for line in lines {
      if let fault = Self.fault(line, screens) { Issue.record("\(path): \(line): \(fault)") }
    }
  }

  @Test(
    "A slip is noticed",
    arguments: [
      ("artpipe rnu a.json", "there is no command 'artpipe rnu'"),
      ("artpipe models lits", "there is no command 'artpipe models lits'"),
      ("artpipe run a.json --theads 2", "'artpipe run' has no option '--theads'"),
    ])
  func noticed(line: String, fault: String) throws {
    #expect(Self.fault(line, try Self.screens()) == fault)
    #expect(Self.fault("artpipe morph --model m -o a.mp4 --no-loop", try Self.screens()) == nil)
  }

  @Test("Each question has an answer with a command")
  func questions() throws {
    let answers = try Page("docs/questions.md").sections.filter { $0.level == "##" }
    #expect(answers.count == 15)
    for answer in answers {
      #expect(answer.title.hasSuffix("?"))
      #expect(answer.blocks.joined().contains(/\n(artpipe|make)\s/), "\(answer.title)")
    }
  }
}
