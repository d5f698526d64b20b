import ArgumentParser
import ArtData
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings

/// What shells offer where the user presses the tab key. Names are looked up at that time, so that they are those that the
/// program knows then.
extension CompletionKind {
  /// A trained model: shipped weights, a file, a run folder.
  static var trainedModel: CompletionKind {
    names(orFiles: ["safetensors"]) {
      ShippedFiles.names(.weights).filter { name in
        ShippedFiles.path(named: name, .weights).map { (try? Checkpoint.definition(inFile: .typed($0))) != nil }
          ?? false
      }
    }
  }

  /// What measures images: shipped weights that are no model, a file.
  static var featureNetwork: CompletionKind {
    names(orFiles: ["safetensors"]) {
      ["auto", "thumbnails"]
        + ShippedFiles.names(.weights).filter { name in
          ShippedFiles.path(named: name, .weights).map { (try? Checkpoint.definition(inFile: .typed($0))) == nil }
            ?? false
        }
    }
  }

  /// A pipeline document: one that comes with artpipe, or a file.
  static var pipeline: CompletionKind {
    names(orFiles: ["json", "yaml", "yml"]) { ShippedFiles.names(.pipeline) }
  }
  static var pipelineName: CompletionKind { names { ShippedFiles.names(.pipeline) } }
  static var document: CompletionKind { .file(extensions: ["json", "yaml", "yml"]) }

  /// A track: one that comes with artpipe, or a file.
  static var track: CompletionKind { names(orFiles: []) { ShippedFiles.names(.sound) } }

  /// Images to learn from or to compare with: a data set by its name, a folder, a file.
  static var images: CompletionKind { names(orFiles: []) { Program.current.toolbox.publishedSets.ids } }

  static var modelName: CompletionKind { part(of: ModelParts.self) }
  static var publishedSet: CompletionKind { names { Program.current.toolbox.publishedSets.ids } }
  static var exportFormat: CompletionKind { names { Program.current.toolbox.exportFormats.ids } }
  static var directionMethod: CompletionKind { names { Program.current.toolbox.directionMethods.ids } }

  /// A stage, a model, a data set, by its name.
  static func part<Parts: PartSet>(of parts: Parts.Type) -> CompletionKind {
    names { (try? Parts.parse([]).parts().map(\.name)) ?? [] }
  }

  static var pointsFile: CompletionKind { .file(extensions: ["json"]) }
  static var weightsFile: CompletionKind { .file(extensions: ["safetensors"]) }
  static var page: CompletionKind { .file(extensions: ["html"]) }

  private static func names(_ names: @escaping @Sendable () -> [String]) -> CompletionKind {
    .custom { _, _, _ in names() }
  }

  /// - Parameter endings: Of the files; all where it is empty.
  private static func names(
    orFiles endings: [String], _ names: @escaping @Sendable () -> [String]
  ) -> CompletionKind {
    .custom { _, _, typed in names() + TypedPath(typed).continuations(endings: endings) }
  }
}
