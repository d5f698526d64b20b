import ArgumentParser
import ArtGAN
import ArtPipeline
import ArtSettings

/// `artpipe models schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON schema of model files (.artmodel.json), for editors.")

  func run() throws {
    let console = Console()
    try reporting(console) {
      console.result(ModelFile.schema(Program.current.toolbox.components).prettyJSON.trimmingLineEnd)
    }
  }
}

/// `artpipe pipelines schema`.
struct PipelineSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON schema of pipelines, for editors.",
    discussion: """
      With it, editors complete and check pipelines as they are typed. It has every stage, data set and model of this program, \
      those of your model files included.
      """)

  @OptionGroup var models: ModelOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      console.result(Document.schema(try models.makeToolbox()).prettyJSON.trimmingLineEnd)
    }
  }
}
