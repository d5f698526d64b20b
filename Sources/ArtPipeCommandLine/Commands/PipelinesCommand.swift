import ArgumentParser
import ArtFiles
import ArtNN
import ArtPipeline
import ArtSettings

/// `artpipe pipelines`.
struct PipelinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipelines", abstract: "Lists the pipelines that come with artpipe, and copies them.",
    subcommands: [List.self, Copy.self, PipelineSchemaCommand.self], defaultSubcommand: List.self)

  /// All names, with what each pipeline does.
  private static func entries() throws -> [(String, String)] {
    try ShippedFiles.names(.pipeline).map { name in
      let document = try SettingValue.read(file: Pipeline.path(of: name))
      return (name, document["description"]?.string ?? "")
    }
  }

  /// The list, a line each.
  static func lines() throws -> [String] { TextTable(try entries().map { [$0.0, $0.1] }).lines() }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists all pipelines.",
      discussion: "'artpipe run NAME' runs one from any folder; its files go to runs/NAME.")

    @Flag(help: "Prints JSON.")
    var json = false

    func run() throws {
      let console = Console()
      try reporting(console) {
        let entries = try PipelinesCommand.entries()
        if json {
          let values = entries.map { ["id": SettingValue($0.0), "summary": SettingValue($0.1)] as SettingValue }
          console.result(SettingValue(values).prettyJSON.trimmingLineEnd)
        } else {
          for line in try PipelinesCommand.lines() { console.result(line) }
        }
      }
    }
  }

  struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "copy", abstract: "Copies a pipeline, to be changed.",
      discussion: "Relative paths in it start from the copy's folder.")

    @Argument(help: "The name; see 'artpipe pipelines list'.", completion: .pipelineName)
    var name: String
    @Option(name: .shortAndLong, help: "The copy; NAME.json in the current folder by default.", completion: .document)
    var output: String?

    func run() throws {
      let console = Console()
      try reporting(console) {
        let output = output ?? "\(name).json"
        let source = try Pipeline.path(of: name)
        guard FileInfo(ofLink: output) == nil else {
          throw PipelineError(.cannotWrite, "\(output) is there already; give another name with --output")
        }
        let target = OutputFile(output)
        try target.folder.checkReplaceable(target.name)
        try target.folder.create()
        let text = String(decoding: try FileReader.contents(of: source, limit: 1 << 20), as: UTF8.self)
        try target.folder.file(target.name).write(Array(Pipeline.namingSchemas(text, from: source).utf8))
        console.result(output)
      }
    }
  }

  private enum Pipeline {
    /// The text of a pipeline, whose schema lies beside its folder, for another folder.
    static func namingSchemas(_ text: String, from source: String) -> String {
      let shared = Paths.split(Paths.split(Paths.realPath(ofNew: source)).folder).folder
      return text.replacing("\"$schema\": \"../", with: "\"$schema\": \"\(shared)/")
    }

    static func path(of name: String) throws -> String {
      guard let path = ShippedFiles.path(named: name, .pipeline) else {
        throw Unknown.problem("pipeline", name, known: ShippedFiles.names(.pipeline))
      }
      return path
    }
  }
}
