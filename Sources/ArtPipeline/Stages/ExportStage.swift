import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings

/// Writes a trained model's weights for sharing, without the training state; the generator's EMA where there is one.
public struct ExportStage: PipelineStage {
  public static let kind = "export"
  public static let summary = "Writes a model's weights for sharing, at a sixth of a checkpoint's size"
  public static let output = ArtifactKind.files
  public static let modelKinds = Set(ModelKind.allCases)

  let weightFormat: WeightFormat
  let notes: [String]
  /// The name in the run folder that the document gives.
  let file: String?

  public init(_ settings: SettingsReader) {
    weightFormat = settings.choice(
      "weightFormat", default: .float16, "The number format of the weights; float16 halves the file.")
    notes = settings.strings("notes", "Texts kept in the file, such as the source of the images.") ?? []
    file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with .safetensors by default.")
    if let file, !file.hasSuffix(".safetensors") {
      settings.problem(at: "file", .outOfRange, "expected a name that ends in .safetensors, found \"\(file)\"")
    }
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  private func fileName(id: String) -> String { file ?? "\(id).safetensors" }

  public func outputNames(id: String) -> [String] { [fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult {
    var checkpoint = try context.inputs.trainedModel().checkpoint()
    checkpoint.definition.notes += notes
    let name = fileName(id: context.id)
    try checkpoint.write(to: context.folder.file(name), weightFormat: weightFormat, texts: context.recipe)
    return StageResult(.files([name]), files: [name])
  }
}
