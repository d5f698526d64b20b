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
