import Foundation
import Testing

/// All that the program can say, in one file to read through: errors, warnings, notes and advice. Its help is in `help.txt`.
struct MessagesTests {
  /// What texts are that are no messages: descriptions of settings and of parts, and what only a programmer sees.
  private static let others: Set<String> = [
    // The readers of settings; their texts are in `artpipe stages describe`.
    "bool", "choice", "color", "integer", "integers", "layers", "nested", "number", "numbers", "objects",
    "optionalChoice",
    "optionalFileName", "optionalInteger", "optionalModelFile", "optionalNested", "optionalNumber", "optionalPath",
    "optionalSeed",
    "optionalString", "requiredInteger", "requiredModelFile", "requiredPath", "requiredSize", "requiredString", "seed",
    "size", "string", "switchable", "value", "widths", "initializer", "SettingDescription",
    // The command line; its texts are in `artpipe help`.
    "Argument", "ArgumentHelp", "CommandConfiguration", "Flag", "Option",
    "precondition", "preconditionFailure", "hasPrefix", "hasSuffix", "suffix",
    // Names of parts.
    "summary", "documentation", "help", "abstract", "discussion", "title",
  ]

  /// Modules that say nothing by themselves: pages have texts of their own.
  private static let skipped = ["ArtReport/"]

  /// The messages of each file, one a line.
  private static func lines() throws -> [String] {
    let folder = "\(Program.package)/Sources"
    let files = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).filter { file in
      // What a tutorial shows says nothing of the program's.
      file.hasSuffix(".swift") && !file.contains(".docc/") && !skipped.contains { file.hasPrefix($0) }
    }
    return try files.sorted().flatMap { file -> [String] in
      let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let found = SourceTexts(source).texts.filter { text in
        text.words.split(separator: " ").count { $0.contains(/[A-Za-z]{2}/) } >= 3
          && !others.contains(text.call) && !others.contains(text.name)
      }
      return found.isEmpty ? [] : [file] + found.map { "  \($0.words)" }
    }
  }

  @Test func allMessagesAreInTheSnapshot() throws {
    let lines = try Self.lines()
    // That it reads sources at all, a message of several pieces and one with something put into it.
    #expect(lines.count > 500)
    #expect(
      lines.contains(
        "  there is nothing to do: the list of stages is empty; [\"train\", \"sample\", \"sheet\"] would train a model and show its images"
      ))
    #expect(lines.contains("  '…' needs …, but …; put … before it"))
    try Snapshot.expect(lines.joined(separator: "\n") + "\n", named: "messages.txt")
  }

  /// What no message of ours begins with or says.
  @Test func messagesAreForPeople() throws {
    for line in try Self.lines() where line.hasPrefix("  ") {
      let words = line.lowercased()
      for bad in [
        "invalid", "illegal", "oops", "please try", "something went wrong", "unexpected error", "todo", "fixme",
      ] {
        #expect(!words.contains(bad), "\(line)")
      }
    }
  }
}
