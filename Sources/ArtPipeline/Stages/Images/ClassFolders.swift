import ArtFiles
import ArtGAN

/// A folder for each class of a model, in which images are numbered.
struct ClassFolders {
  private let context: StageContext
  private let points: GeneratorImages
  private let definition: ModelDefinition
  private let names: [String]
  /// How many images each class has so far.
  private var counts: [Int]

  /// - Throws: ``PipelineError`` where the images have no classes.
  init(_ stream: ImageStream, _ context: StageContext) throws {
    guard let points = stream.points else {
      throw PipelineError(
        .data, "the images of the stage before are not those of single points, so they have no classes")
    }
    definition = try points.model.checkpoint().definition
    guard !definition.classes.isEmpty else {
      throw PipelineError(.data, Self.noClasses(definition))
    }
    (self.context, self.points) = (context, points)
    names = definition.classes.enumerated().map { label, known in
      // A name such as 'a/b' cannot be a folder's.
      Paths.fault(ofName: known.name) == nil ? known.name : "class-\(label + 1)"
    }
    counts = names.map { _ in 0 }
  }

  /// Why images of a model have no class folders.
  static func noClasses(_ model: ModelDefinition) -> String {
    "the model \(model.id) is not class-conditional: class folders need a model trained with \"classes\": true"
  }

  /// The name of an image's file in the run folder; its class's folder is there then. An image of several classes goes to the
  /// one that it has most of.
  mutating func next(_ frame: Int, _ track: Int, suffix: String) throws -> String {
    let weights = points.tracks[track].point(frame).dropFirst(definition.latent.size)
    let largest = weights.max() ?? 0
    let label = (weights.firstIndex(of: largest) ?? weights.startIndex) - weights.startIndex
    let folder = "\(context.id)/\(names[label])"
    if counts[label] == 0 { try context.folder.create(folder) }
    counts[label] += 1
    let most = points.count * points.trackCount
    return "\(folder)/\(ImagesStage.digits(counts[label], of: most))\(suffix)"
  }
}
