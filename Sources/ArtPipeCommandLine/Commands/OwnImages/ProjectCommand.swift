import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe project`.
struct ProjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project", abstract: "Finds a model's images that are nearest to your own.",
    discussion: """
      Writes a sheet with your images beside those that were found (mine.png), the points that make them \
      (mine.artpoints.json, for 'points' of other stages and commands), how near they are (mine.json) and, with --tune, \
      the model tuned to your images (mine.safetensors).
      """)

  @OptionGroup var model: ModelOption
  @Option(
    name: .shortAndLong, help: "The sheet: a .png or .jpg file. The other files get its name.", completion: .file())
  var output: String
  @OptionGroup var search: SearchOptions
  @Option(help: "Tunes the model to your images in so many steps, 300 for instance.")
  var tune: Int?
  @OptionGroup var making: MakingOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var projection = OptionDocument.stage("project")
      search.set(in: &projection)
      projection.set("tune", tune)
      projection.set("file", target)
      let outcome = try making.prepare(Self.self, [model.load, projection], seed: search.seed, console: console)
        .run(to: target)
      for file in outcome.results { console.result(target.path(of: file)) }
    }
  }
}
