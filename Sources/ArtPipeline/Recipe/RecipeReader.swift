import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings

/// Finds the recipe of a file: in the file itself, or, of a checkpoint, in the manifest of its run.
public struct RecipeReader: Sendable {
  private let reader: MetadataReader

  /// - Parameter tools: Their formats of images and videos are read.
  public init(_ tools: Toolbox) {
    self.init(images: tools.imageFormats, videos: tools.videoFormats)
  }

  init(images: ImageFormatRegistry, videos: VideoFormatRegistry = .standard) {
    reader = MetadataReader(images: images, videos: videos)
  }

  /// Reads a recipe. What it says is a stranger's: it is checked when the document is planned.
  ///
  /// - Parameters:
  ///   - path: An image, a video, or a safetensors file of samples or weights.
  ///   - folder: Where the document is taken to lie: its relative paths start there.
  /// - Throws: ``PipelineError`` where there is none, with the reason as far as it is known.
  public func recipe(of path: String, documentIn folder: String = ".") throws(PipelineError) -> Recipe {
    do {
      let texts = try texts(of: path)
      let place = Paths.join(folder, Paths.split(path).name)
      if let text = Self.text(in: texts) { return try Self.recipe(text, texts, place) }
      if let recipe = try Self.recipeOfRun(path, place) { return recipe }
      throw PipelineError(.data, "\(path): \(Self.absence(texts))")
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  private func texts(of path: String) throws -> [String: String] {
    if Paths.fileExtension(path) == "safetensors" { return try SafetensorsReader(path: path).metadata }
    return try reader.metadata(file: path)
  }

  /// The recipe's own text; in videos it is the comment.
  private static func text(in texts: [String: String]) -> String? {
    if let text = texts[Recipe.key] { return text }
    guard let comment = texts[MetadataReader.Key.comment], isOurs(software(in: texts)) else { return nil }
    return comment
  }

  private static func software(in texts: [String: String]) -> String? {
    texts[Recipe.softwareKey] ?? texts[MetadataReader.Key.title]
  }

  private static func isOurs(_ software: String?) -> Bool { software?.hasPrefix(Recipe.software) ?? false }

  private static func recipe(_ text: String, _ texts: [String: String], _ place: String) throws -> Recipe {
    // Whatever the file is called, its recipe is JSON.
    let value = try SettingValue.parse(text, file: place)
    guard let document = value["document"], document.members != nil, let stage = value["stage"]?.string else {
      throw PipelineError(.data, "\(place): the recipe in it is damaged: it has no 'document' or no 'stage'")
    }
    let version = software(in: texts).flatMap { isOurs($0) ? String($0.dropFirst(Recipe.software.count)) : nil }
    return Recipe(
      document: document, stage: stage, file: value["file"]?.string,
      model: value["model"]?.string.flatMap(ContentHash.init), data: value["data"]?.string.flatMap(ContentHash.init),
      version: version)
  }

  /// A file of a run folder that carries no recipe itself, such as a checkpoint: the run's manifest knows its document.
  private static func recipeOfRun(_ path: String, _ place: String) throws -> Recipe? {
    let (folder, name) = Paths.split(path)
    let (above, inner) = Paths.split(Paths.realPath(ofNew: folder))
    for (run, file) in [(folder, name), (above, "\(inner)/\(name)")] {
      guard let manifest = Manifest.read(in: RunFolder(run)),
        let stage = manifest.stages.first(where: { $0.outputs.contains { $0.file == file } })
      else { continue }
      let document = try SettingValue.parse(manifest.document.canonicalJSON, file: place)
      let model = try? Checkpoint(readingFrom: path, weightsOnly: true).generatorHash()
      return Recipe(
        document: document.withoutAbsolutePaths, stage: stage.id, file: name, model: model,
        version: manifest.artpipe)
    }
    return nil
  }

  /// Why there is no recipe.
  private static func absence(_ texts: [String: String]) -> String {
    let software = software(in: texts)
    if isOurs(software) {
      return
        "\(software ?? "artpipe") made it without a recipe: with --no-recipe, or \"embedRecipe\": false in the document"
    }
    let other = texts[Recipe.softwareKey].map { " (it names \($0.prefix(60)))" } ?? ""
    return "it carries no recipe: another program made it\(other), or one that edited it dropped the recipe"
  }
}
