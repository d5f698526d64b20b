import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe export`.
struct ExportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let formats = Program.current.toolbox.exportFormats.all
    return CommandConfiguration(
      commandName: "export", abstract: "Writes a trained model for other programs, or for sharing.",
      discussion: """
        The format says what is written:

        \(formats.map { "  \($0.id): \($0.purpose)" }.joined(separator: "\n"))

        Where training kept an EMA of the generator's weights, the file holds that.
        """)
  }

  @Argument(help: "The format, such as 'onnx'.")
  var format: String
  @Argument(help: "The model: a .safetensors file, a run folder, or the name of shipped weights (art-64).")
  var model: String
  @Option(name: .shortAndLong, help: "The file; its name ends as the format's files do.")
  var output: String
  @Flag(
    name: .customLong("uint8"),
    help: """
      Of onnx: images are bytes (batch, height, width, channels), as image files hold them, and not float32 (batch, \
      channels, height, width) on the model's own scale.
      """)
  var bytes = false
  @Option(help: "Of onnx, for models that translate: 'forward' or 'back'.")
  var direction: String?
  @Option(help: "Of safetensors: 'float16' or 'float32'.")
  var weightFormat: String?
  @Option(name: .customLong("note"), parsing: .singleValue, help: "A text kept in the file; can be repeated.")
  var notes: [String] = []
  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var load = OptionDocument.stage("load")
      load.set("file", SettingValue(model), option: "export \(format) \(model)")
      var export = OptionDocument.stage("export")
      export.set("format", SettingValue(format), option: "export \(format)")
      export.set("file", target)
      if bytes { export.set("uint8", true, option: "--uint8") }
      export.set("direction", direction)
      export.set("weightFormat", weightFormat)
      if !notes.isEmpty { export["notes"] = SettingValue(notes.map { SettingValue($0) }) }
      try OptionDocument.prepare(
        Self.self, [load, export], more: recipe.document, seed: 1, threads: threads, console: console
      ).run(to: target)
      console.result(output)
    }
  }
}
