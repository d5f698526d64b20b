import ArgumentParser
import ArtNN
import ArtSettings

/// Something that documents can name: a model, a stage, a data set.
struct Part {
  let name: String
  let summary: String
  /// The heading that it is listed under; nil where all are alike.
  var group: String?
  /// What `list --json` shows besides the name and the summary.
  var details: () throws -> SettingValue = { [:] }
  /// What `describe` shows before the settings.
  let description: () throws -> [String]
  let settings: () -> [SettingDescription]
}

/// The parts of one kind, as a command lists and describes them. Its options are those that the parts depend on.
protocol PartSet: ParsableArguments {
  /// The command's name: `stages`.
  static var command: String { get }
  /// One part, for help and messages: `stage`.
  static var noun: String { get }
  /// What the command does with the parts.
  static var abstract: String { get }
  /// Further subcommands.
  static var subcommands: [any ParsableCommand.Type] { get }

  func parts() throws -> [Part]
  /// The error for a name that no part has.
  func unknown(_ name: String, known: [String]) throws -> any Error
}

extension PartSet {
  static var abstract: String { "Lists and describes \(command)." }
  static var subcommands: [any ParsableCommand.Type] { [] }

  func unknown(_ name: String, known: [String]) throws -> any Error {
    Unknown.problem(Self.noun, name, known: known)
  }
}

/// `artpipe stages` and its like.
struct PartsCommand<Parts: PartSet>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Parts.command, abstract: Parts.abstract,
      subcommands: [List.self, Describe.self] + Parts.subcommands, defaultSubcommand: List.self)
  }

  struct List: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "list", abstract: "Lists all \(Parts.command).")
    }

    @Flag(help: "Prints JSON.")
    var json = false
    @OptionGroup var set: Parts

    func run() throws {
      let console = Console()
      try reporting(console) {
        let parts = try set.parts()
        if json {
          let entries = try parts.map { part -> SettingValue in
            var entry: SettingValue = ["id": SettingValue(part.name), "summary": SettingValue(part.summary)]
            for detail in try part.details().members ?? [] { entry[detail.key] = detail.value }
            return entry
          }
          console.result(SettingValue(entries).prettyJSON.trimmingLineEnd)
        } else {
          let lines = TextTable(parts.map { [$0.name, $0.summary] }).lines()
          let areGrouped = Set(parts.map(\.group)).count > 1
          var group: String?
          for (part, line) in zip(parts, lines) {
            if areGrouped, let next = part.group, next != group { console.result((group == nil ? "" : "\n") + next) }
            group = part.group
            console.result(line)
          }
        }
      }
    }
  }

  struct Describe: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "describe", abstract: "Describes a \(Parts.noun) and its settings.")
    }

    @Argument(help: "The name; see 'artpipe \(Parts.command) list'.", completion: .part(of: Parts.self))
    var name: String
    @Flag(help: "Prints the settings as JSON.")
    var json = false
    @OptionGroup var set: Parts

    func run() throws {
      let console = Console()
      try reporting(console) {
        let parts = try set.parts()
        guard let part = parts.first(where: { $0.name == name }) else {
          throw try set.unknown(name, known: parts.map(\.name))
        }
        let description = try part.description()
        if json {
          console.result(try JSONText.encode(part.settings()))
          return
        }
        for line in description + SettingsText.lines(part.settings()) { console.result(line) }
      }
    }
  }
}
