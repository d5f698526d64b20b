import ArgumentParser
import ArtGAN
import ArtPipeline
import Foundation

/// Where model files are searched.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("plugin-path"), parsing: .singleValue,
    help: ArgumentHelp(
      "A model file (.artmodel.json), or a folder of them; can be repeated. Files in ~/.config/artpipe/models are "
        + "always loaded.",
      valueName: "path"))
  var paths: [String] = []

  func makeToolbox() throws -> Toolbox {
    var files: [ModelFile] = []
    for path in paths {
      guard let found = ModelFolders.models(at: path) else {
        throw ValidationError(
          "--plugin-path \(path): there is no such folder, and no model file (.artmodel.json) of that name")
      }
      files += found
    }
    if let folder = ModelFolders.user(environment: ProcessInfo.processInfo.environment) {
      files += ModelFolders.models(at: folder) ?? []
    }
    return Program.current.toolbox(modelFiles: files)
  }
}
