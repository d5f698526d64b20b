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

  @Argument(help: "The format, such as 'onnx'.", completion: .exportFormat)
  var format: String
  @Argument(
    help: "The model: a .safetensors file, a run folder, or the name of shipped weights (art-64).",
    completion: .trainedModel)
  var model: String
  @Option(name: .shortAndLong, help: "The file; its name ends as the format's files do.", completion: .file())
  var output: String
  @Flag(
    name: .customLong("uint8"),
    help: """
      Of onnx: images are bytes (batch, height, width, channels), as image files hold them, and not float32 (batch, \
      channels, height, width) on the model's own scale.
      """)
  var bytes = false
  @Option(
    help: "Of onnx and keras, for models that translate: 'forward' or 'back'.", completion: .list(["forward", "back"]))
  var direction: String?
  @Option(help: "Of safetensors: 'float16' or 'float32'.", completion: .list(["float16", "float32"]))
  var weightFormat: String?
  @Option(help: "Of web: the heading; none by default.")
  var title: String?
  @Option(
    help: "Of web: what visitors can do besides drawing new images: seed,morph,sliders,favourites,save,link or none.")
  var controls: String?
  @Option(help: "Of web: the largest width of the image, in CSS pixels; 384 by default.")
  var imageSize: Int?
  @Option(
    help: "Of web: a file of directions, NAME.artpoints.json, for the sliders; 'artpipe directions' writes one.",
    completion: .pointsFile)
  var directions: String?
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
      export.set("title", title)
      if let controls {
        export["controls"] = OptionDocument.names(controls, option: "--controls \(controls)")
      }
      export.set("imageSize", imageSize)
      export.set("directions", file: directions)
      if !notes.isEmpty { export["notes"] = SettingValue(notes.map { SettingValue($0) }) }
      try OptionDocument.prepare(
        Self.self, [load, export], more: recipe.document, seed: 1, threads: threads, console: console
      ).run(to: target)
      console.result(output)
    }
  }
}
