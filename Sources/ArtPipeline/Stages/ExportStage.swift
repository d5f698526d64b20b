import ArtGAN
public import ArtSettings

/// Writes a trained model's weights as a file to keep and to share: without the state of its training, the generator's
/// averaged where an average was kept.
public struct ExportStage: PipelineStage {
  public static let kind = "export"
  public static let summary = "Writes a model's weights alone, for sharing: a sixth of a checkpoint's size"
  public static let output = ArtifactKind.files

  let weights: Checkpoint.Precision
  let notes: [String]
  /// The name in the run folder that the document gives.
  let file: String?

  public init(_ settings: SettingsReader) {
    weights = settings.choice(
      "weights", default: .float16, "How exactly weights are written; float16 takes half the space.")
    notes = settings.strings("notes", "Sentences kept in the file, such as where the pictures come from.") ?? []
    file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with .safetensors where not given.")
    if let file, !file.hasSuffix(".safetensors") {
      settings.problem(at: "file", .outOfRange, "expected a name that ends in .safetensors, found \"\(file)\"")
    }
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  private func fileName(id: String) -> String { file ?? "\(id).safetensors" }

  public func outputNames(id: String) -> [String] { [fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult {
    var checkpoint = try context.inputModel().checkpoint()
    checkpoint.definition.notes += notes
    let name = fileName(id: context.id)
    do {
      try checkpoint.write(to: context.folder.path(of: name), precision: weights)
    } catch {
      throw PipelineError(.cannotWrite, "\(error)")
    }
    return StageResult(.files([name]), files: [name])
  }
}
