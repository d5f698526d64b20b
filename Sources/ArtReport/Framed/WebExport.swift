public import ArtFiles
public import ArtGAN
public import ArtPipeline
public import ArtSettings

/// A page in which the generator draws, as a part of somebody's own web site: one file, which asks for nothing from
/// elsewhere.
public struct WebExport: ExportFormat {
  public static let id = "web"
  public static let purpose = "a page in which the model draws, for your own web site"
  public static let suffix = "html"

  let title: String?
  let controls: Set<PageControl>
  let imageSize: Int
  let directions: SliderDirections?

  public init(_ settings: SettingsReader) {
    title = settings.optionalString("title", "Of web: the heading; none by default.")
    controls = settings.pageControls("controls", "Of web: what visitors can do besides drawing new images")
    imageSize = settings.integer(
      "imageSize", default: 384, in: 64...2048, "Of web: the largest width of the image, in CSS pixels.")
    directions = SliderDirections(
      settings,
      "Of web: sliders along the directions of a file, NAME\(PointsFile.ending), instead of single coordinates.")
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    guard model.kind == .noise else {
      return (
        "format",
        "'\(model.id)' translates images, and a page draws images from noise; export it as onnx, which onnxruntime-web runs "
          + "in a page of your own"
      )
    }
    if let problem = PlaygroundModel.problem(with: model) { return ("format", problem) }
    return directions?.problem(with: model)
  }

  public func dependencies() -> [String: SettingValue] { directions?.dependencies ?? [:] }

  public func bytes(of model: ModelDefinition) -> Double { PlaygroundModel.pageBytes(of: model) ?? 0 }

  public static func isOwn(_ file: borrowing FileReader) -> Bool {
    let beginning = Array(PageFrame.beginning.utf8)
    return (try? file.bytes(0..<beginning.count)) == beginning
  }

  public func write(_ request: ExportRequest) throws {
    let definition = request.checkpoint.definition
    let page = try request.stop.waiting {
      let model = try PlaygroundModel(
        request.checkpoint, name: title ?? definition.id, directions: directions?.directions ?? [])
      let page = FramedPage(
        model: model, definition: definition, title: title, controls: controls, imageSize: imageSize,
        texts: request.texts)
      return Array(page.html.utf8)
    }
    try request.place.write(page)
  }
}
