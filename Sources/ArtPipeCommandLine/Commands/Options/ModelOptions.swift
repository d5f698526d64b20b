import ArgumentParser
import ArtFiles
import ArtGAN
import ArtPipeline
import Foundation

/// Where model files are searched.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("plugin-path"), parsing: .singleValue,
    help: ArgumentHelp(
      "A model file (.artmodel.json), or a folder of them, with its subfolders; can be repeated. Files in ~/.config/artpipe/models are "
        + "always loaded.",
      valueName: "path"),
    completion: .file())
  var paths: [String] = []

  func makeToolbox() throws -> Toolbox {
    let components = Program.current.toolbox.components
    var files: [ModelFile] = []
    for path in paths {
      let found = ModelFolders.models(at: path, components: components) ?? []
      guard !found.isEmpty else { throw ValidationError("--plugin-path \(path): \(Self.problem(at: path))") }
      files += found
    }
    if let folder = ModelFolders.user(environment: ProcessInfo.processInfo.environment) {
      files += ModelFolders.models(at: folder, components: components) ?? []
    }
    return Program.current.toolbox(modelFiles: files)
  }

  /// Why there is no model at a path.
  private static func problem(at path: String) -> String {
    let names = "names of model files end in .artmodel.json or .artmodel.yaml"
    return switch FileInfo(path)?.kind {
    case nil: "there is no such file or folder"
    case .folder: "there is no model file in this folder; \(names)"
    default: "this is no model file; \(names)"
    }
  }
}
