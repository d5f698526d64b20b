/// What the parser knows of a program, as it writes it for other tools: what `--experimental-dump-help` prints.
struct ProgramHelp: Decodable {
  let command: CommandHelp
}

/// A command, and those below it.
struct CommandHelp: Decodable {
  let commandName: String
  let shouldDisplay: Bool
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandHelp]?
  let arguments: [ArgumentText]?

  /// What is written behind the command, in the order of its help.
  struct ArgumentText: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable {
      enum Kind: String, Decodable { case long, short, longWithSingleDash }

      let kind: Kind
      let name: String
      var text: String { (kind == .long ? "--" : "-") + name }
    }

    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let preferredName: Name?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?
  }

  /// The commands below it that help shows, without the one that prints help.
  var shown: [CommandHelp] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

  /// What stands behind it, without what all commands have.
  var own: [ArgumentText] {
    (arguments ?? []).filter { $0.shouldDisplay && !["help", "version"].contains($0.preferredName?.name) }
  }
}
