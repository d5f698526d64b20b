import ArtPipeline
import Foundation

/// A program's manual page in the language mdoc, which `man` and `mandoc` read.
struct ManualPage {
  private let program: CommandHelp
  private let date: Date

  init(of program: CommandHelp, date: Date) {
    (self.program, self.date) = (program, date)
  }

  var text: String {
    let name = program.commandName
    let (words, codes) = Self.taken(from: program.discussion ?? "")
    var lines = [
      ".Dd \(day)", ".Dt \(ManualText.plain(name.uppercased())) 1", ".Os", ".Sh NAME",
      ".Nm \(ManualText.plain(name))", ".Nd \(ManualText.plain(Self.withoutStop(program.abstract ?? "")))",
      ".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar arguments", ".Sh DESCRIPTION",
    ]
    lines += ManualText.paragraphs(words)
    lines += [".Sh COMMANDS"] + program.shown.flatMap { section(of: $0, path: [name]) }
    lines += [".Ss All commands", ".Bl -tag -width Ds", ".It Fl h , Fl \\-help", "Shows the help of a command."]
    lines += [".It Fl \\-version", "Shows the version.", ".El"]
    if !codes.isEmpty { lines += [".Sh EXIT STATUS"] + ManualText.literal(codes) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `November 30, 2026`. The installed program has no data of languages to format dates by.
  private var day: String {
    let numbers = date.formatted(.iso8601.year().month().day()).split(separator: "-").compactMap { Int($0) }
    return "\(Self.months[numbers[1] - 1]) \(numbers[2]), \(numbers[0])"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static func withoutStop(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  /// The exit codes have a section of their own.
  private static func taken(from discussion: String) -> (words: String, codes: [String]) {
    let parts = discussion.components(separatedBy: "Exit codes:\n")
    return (parts[0], parts.dropFirst().first?.components(separatedBy: "\n").filter { !$0.isEmpty } ?? [])
  }

  // MARK: Commands

  private func section(of command: CommandHelp, path: [String]) -> [String] {
    let path = path + [command.commandName]
    let usage = (path + command.own.map(Self.usage)).joined(separator: " ")
    var lines = [".Ss \(ManualText.plain(path.joined(separator: " ")))"]
    if command.shown.isEmpty {
      // Long lines of options go on under each other.
      lines += [".Bd -ragged -offset indent"] + ManualText.wrapped(usage) + [".Ed", ".Pp"]
    }
    lines += ManualText.paragraphs([command.abstract, command.discussion].compactMap { $0 }.joined(separator: "\n\n"))
    if !command.own.isEmpty, command.shown.isEmpty {
      lines += [".Bl -tag -width Ds"] + command.own.flatMap(Self.item) + [".El"]
    }
    return lines + command.shown.flatMap { section(of: $0, path: path) }
  }

  private static func value(_ argument: CommandHelp.ArgumentText) -> String { "<\(argument.valueName ?? "value")>" }

  private static func usage(_ argument: CommandHelp.ArgumentText) -> String {
    let name = argument.preferredName?.text ?? ""
    let words =
      switch argument.kind {
      case .positional: value(argument)
      case .option: "\(name) \(value(argument))"
      case .flag: name
      }
    return (argument.isOptional ? "[\(words)]" : words) + (argument.isRepeating ? " ..." : "")
  }

  private static func item(_ argument: CommandHelp.ArgumentText) -> [String] {
    var names = (argument.names ?? []).map { ManualText.plain($0.text) }.joined(separator: ", ")
    if argument.kind == .positional { names = ManualText.plain(value(argument)) }
    if argument.kind == .option { names += " \(ManualText.plain(value(argument)))" }
    var words = argument.abstract ?? ""
    if let usual = argument.defaultValue, !usual.isEmpty { words += " (\(usual) by default)" }
    return [".It \(names)"] + ManualText.paragraphs(words)
  }
}
