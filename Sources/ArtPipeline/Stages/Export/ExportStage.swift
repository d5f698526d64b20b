public import ArtFiles
public import ArtGAN
public import ArtSettings

/// Writes a trained model for sharing, without the training state: its weights, or a file that other programs run. The
/// generator's weights are their EMA where there is one.
public struct ExportStage: PipelineStage {
  public static let kind = "export"
  public static let summary = "Writes a model for sharing, or for other programs: its weights, ONNX or Keras"
  public static let output = ArtifactKind.files
  public static let modelKinds = Set(ModelKind.allCases)

  let format: any ExportFormat
  let notes: [String]
  /// The name in the run folder that the document gives.
  let file: String?

  public init(_ settings: SettingsReader) {
    let formats = settings.exportFormats
    let type = settings.choice(
      "format", default: SafetensorsExport.self, from: formats,
      "What is written: " + formats.all.map { "\($0.purpose) (\($0.id))" }.joined(separator: "; ") + ".")
    // All of their settings are listed, those of the chosen one are read.
    settings.listAlternatives(formats.all.map { type in { _ = type.init($0) } })
    format = type.init(settings)
    notes = settings.strings("notes", "Texts kept in the file, such as the source of the images.") ?? []
    file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with the format's ending by default.")
    for other in formats.all where other.id != type.id && !settings.isDescribing {
      for setting in SettingsReader.describe({ other.init($0) }) {
        settings.misplaced(setting.key) { _ in "it is one of the format '\(other.id)', and this is '\(type.id)'" }
      }
    }
    if let file, !file.hasSuffix(".\(type.suffix)") {
      settings.problem(at: "file", .outOfRange, "expected a name that ends in .\(type.suffix), found \"\(file)\"")
    }
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  private func fileName(id: String) -> String { file ?? "\(id).\(type(of: format).suffix)" }

  public func outputNames(id: String) -> [String] { [fileName(id: id)] }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? { format.problem(with: model) }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { format.dependencies() }

  public func mayReplace(_ file: borrowing FileReader) -> Bool { type(of: format).isOwn(file) }

  public func run(_ context: StageContext) throws -> StageResult {
    var checkpoint = try context.inputs.trainedModel().checkpoint()
    checkpoint.definition.notes += notes
    let name = fileName(id: context.id)
    try format.write(
      ExportRequest(
        checkpoint: checkpoint, place: context.folder.file(name), texts: try context.recipe, stop: context.stop))
    return StageResult(.files([name]), files: [name])
  }
}
