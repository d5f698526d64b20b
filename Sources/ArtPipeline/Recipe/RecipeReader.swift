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

  /// Reads the formats that come with artpipe.
  static let standard = RecipeReader(images: .standard)

  /// Whether artpipe made a file by a kind of stage, as the file itself tells. One without a recipe does not tell the kind.
  func isOurs(_ path: String, by kind: String) -> Bool {
    guard let texts = try? texts(of: path), Self.isOurs(Self.software(in: texts)) else { return false }
    guard let text = Self.text(in: texts) else { return true }
    guard let recipe = try? Self.recipe(text, texts, path) else { return false }
    return recipe.document.stageEntries.first { $0.id == recipe.stage }?.entry["kind"]?.string == kind
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
      throw PipelineError(.data, "\(path): \(Self.absence(texts, isQuickTime: Paths.fileExtension(path) == "mov"))")
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  /// The texts that a file carries.
  func texts(of path: String) throws -> [String: String] {
    if Paths.fileExtension(path) == "safetensors" { return try SafetensorsReader(path: path).metadata }
    do throws(MediaError) {
      return try reader.metadata(file: path)
    } catch {
      var error = error
      if error.code == .notAImage { error.advice = error.advice.map { $0 + ", MOV, safetensors" } }
      throw error
    }
  }

  /// What weights that were exported learnt from, as their recipe tells it.
  ///
  /// - Throws: `SafetensorsError` for a file that cannot be reached.
  static func dataOfWeights(_ path: String) throws -> ContentHash? {
    let text = try Checkpoint.unlessDamaged { try SafetensorsReader(path: path) }?.metadata[Recipe.key]
    return text.flatMap { SettingValue(json: $0, at: nil) }?["data"]?.string.flatMap(ContentHash.init)
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
    let format = value["format"]?.number?.integer ?? Recipe.Form.first
    guard format <= Recipe.Form.current else {
      throw PipelineError(
        .data,
        "\(place): the recipe in it has the form \(format), which a newer artpipe wrote; this one reads forms up to "
          + "\(Recipe.Form.current)")
    }
    let version = software(in: texts).flatMap { isOurs($0) ? String($0.dropFirst(Recipe.software.count)) : nil }
    return Recipe(
      document: document, stage: stage, file: value["file"]?.string,
      model: value["model"]?.string.flatMap(ContentHash.init), data: value["data"]?.string.flatMap(ContentHash.init),
      version: version,
      files: format == Recipe.Form.first ? nil : (value["files"]?.array ?? []).compactMap(RecipeFile.init),
      trainings: Dictionary(
        (value["trainings"]?.members ?? []).compactMap { member in TrainingLength(member.value).map { (member.key, $0) }
        },
        uniquingKeysWith: { $1 }))
  }

  /// A file of a run folder that carries no recipe itself, such as a checkpoint: the run's manifest knows its document.
  private static func recipeOfRun(_ path: String, _ place: String) throws -> Recipe? {
    var (run, file) = Paths.split(Paths.realPath(ofNew: path))
    while true {
      if let manifest = Manifest.read(in: RunFolder(run)),
        let stage = manifest.stages.first(where: { $0.outputs.contains { $0.file == file } })
      {
        return try recipe(path, of: stage, manifest, in: run, place)
      }
      let (above, inner) = Paths.split(run)
      if above == run { return nil }
      (run, file) = (above, "\(inner)/\(file)")
    }
  }

  private static func recipe(
    _ path: String, of stage: Manifest.StageRecord, _ manifest: Manifest, in run: String, _ place: String
  ) throws -> Recipe {
    let document = try SettingValue.parse(manifest.document.canonicalJSON, file: place)
    var trainings: [String: TrainingLength] = [:]
    // The model that the stage took is one of the run's, if not its own.
    let taken = stage.inputs[PlannedStage.from]?.string
    let source = manifest.stages.flatMap(\.outputs).first { $0.sha256.hex == taken }
    let model = stage.training == nil ? source.map { Paths.join(run, $0.file) } : path
    if stage.training != nil, let training = try? Checkpoint.training(inFile: .typed(path)) {
      trainings[stage.id] = TrainingLength(until: training.state, training.definition.recipe.schedule)
    }
    return Recipe(
      document: document.withoutAbsolutePaths, stage: stage.id, file: Paths.split(path).name,
      model: model.flatMap { try? Checkpoint(readingFrom: $0, weightsOnly: true).generatorHash() },
      data: TrainingInputs.data(stage.inputs), version: manifest.artpipe, trainings: trainings)
  }

  /// Why there is no recipe.
  private static func absence(_ texts: [String: String], isQuickTime: Bool) -> String {
    let software = software(in: texts)
    if isOurs(software) {
      return
        "\(software ?? "artpipe") made it without a recipe: with --no-recipe, or \"embedRecipe\": false in the document"
        + (isQuickTime ? ", or of a document of more than 64 KB, for which a .mov file has no room" : "")
    }
    let other = texts[Recipe.softwareKey].map { " (it names \($0.prefix(60)))" } ?? ""
    return "it carries no recipe: another program made it\(other), or one that edited it dropped the recipe"
  }
}
