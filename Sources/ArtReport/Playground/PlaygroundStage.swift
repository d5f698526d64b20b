import ArtFiles
public import ArtGAN
import ArtNN
public import ArtPipeline
public import ArtSettings

/// Writes a page in which a model's generator runs: an HTML file to look at and to share.
public struct PlaygroundStage: PipelineStage {
  public static let kind = "playground"
  public static let summary = "Writes a page in which the model draws, for any browser"
  public static let output = ArtifactKind.files

  /// The page's heading; the model's id where not given.
  let title: String?
  /// The name in the run folder that the document gives.
  let file: String?
  /// The sliders' directions; nil for sliders of coordinates.
  let directions: SliderDirections?

  public init(_ settings: SettingsReader) {
    title = settings.optionalString("title", "The page's heading; the model's id by default.")
    file = settings.optionalFileName(
      "file", "The file's name in the run folder; the stage's id with .html by default.")
    directions = SliderDirections(
      settings,
      "Sliders along the directions of a file, NAME\(PointsFile.ending), instead of single coordinates.")
    if let file, !file.hasSuffix(".html") {
      settings.problem(at: "file", .outOfRange, "expected a name that ends in .html, found \"\(file)\"")
    }
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  private func fileName(id: String) -> String { file ?? "\(id).html" }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    directions?.problem(with: model)
  }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    directions?.dependencies ?? [:]
  }

  public func outputNames(id: String) -> [String] { [fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult {
    let checkpoint = try context.inputs.trainedModel().checkpoint()
    let title = title ?? checkpoint.definition.id
    let page = try context.stop.waiting { [directions] in
      let model = try PlaygroundModel(checkpoint, name: title, directions: directions?.directions ?? [])
      return Array(PlaygroundPage(model, title: title).html.utf8)
    }
    let name = fileName(id: context.id)
    try context.folder.create()
    try context.folder.file(name).write(page)
    return StageResult(.files([name]), files: [name])
  }
}

extension PlaygroundStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    guard let bytes = forecast.model.flatMap(PlaygroundModel.pageBytes(of:)) else { return StageDemand() }
    var demand = StageDemand()
    demand.memory = [.init("the page", 3 * bytes, .stage("file"))]
    demand.disk = [.init("the page", bytes, .stage("file"))]
    return demand
  }
}
