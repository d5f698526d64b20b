public import ArtFiles
public import ArtGAN
import ArtMedia
public import ArtSettings

/// Finds the points of a model whose images are nearest to given ones, and can tune the model so that they are nearer still.
public struct ProjectStage: PipelineStage {
  public static let kind = "project"
  public static let summary = "Finds the points of a model whose images are nearest to yours"
  public static let output = ArtifactKind.samples
  public static let isCostly = true

  let images: OwnImages
  /// A class by name or number; nil where each is tried.
  let className: String?
  let search: ProjectionSettings
  /// nil for leaving the model as it is.
  let tuning: TuningSettings?
  let format: OutputFormat<any WritableImageFormat>
  let scale: Int?

  public init(_ settings: SettingsReader) {
    images = OwnImages(settings)
    let names = settings.names(
      "class", "For class-conditional models: the images' class by name or number. Each is tried where not given.")
    if let names, names.count != 1, settings.log.isEmpty {
      settings.problem(at: "class", .outOfRange, "expected one class, found \(names.count)")
    }
    className = names?.first
    search = settings.search(
      usual: ProjectionSettings(steps: 300, rate: 0.2),
      kept: ("refined", "How many of the starts are followed to the end: those that come nearest early."),
      hasFeatures: true)
    let steps = settings.integer(
      "tune", default: 0, in: 0...100_000,
      "Tunes the model to the images in so many steps (pivotal tuning), 300 for instance; later stages take that model."
    )
    let usual = TuningSettings(steps: steps)
    let rate = settings.number(
      "tuneRate", default: usual.rate, in: .above(0, to: 1), "The learning rate of the tuning.")
    let locality = settings.number(
      "locality", default: usual.locality, in: 0...1000,
      "How firmly images of points nearby are held as they were while the model is tuned; the images themselves count 1."
    )
    tuning =
      steps > 0
      ? TuningSettings(steps: steps, rate: rate, loss: search.loss, locality: locality, truncation: search.truncation)
      : nil
    for key in ["tuneRate", "locality"] where steps == 0 && settings.has(key) && settings.log.isEmpty {
      settings.problem(at: key, .conflict, "it goes with 'tune', the number of steps")
    }
    format = OutputFormat(settings, isOneFile: true)
    scale = settings.optionalInteger(
      "scale", in: 1...256, "How many times larger the images on the sheet become; at least 64 pixels where not given.")
    images.check(settings)
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func outputNames(id: String) -> [String] { ProjectionFiles(self, id: id).all }

  public func isOwnFile(_ file: String, id: String) -> Bool { StageContext.isOfSearch(file, id: id) }

  public func imageCount(classes: Int?) -> Int? { images.files.count }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(ofClass: className)
  }

  public func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool {
    let files = ProjectionFiles(self, id: id)
    if file == files.points { return folder.points(file)?.directions.isEmpty == true }
    return file == files.report && ProjectionReport.hasForm(folder.json(file))
  }

  public func takesImages(from folder: String) -> Bool { images.lie(in: folder) }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    ["images": try images.fingerprint()]
  }

  public func prospect(_ context: StageContext) throws -> StageProspect {
    try context.prospect(
      searching: search, images: images.files.count, tuning: tuning, over: outputNames(id: context.id))
  }

  public func run(_ context: StageContext) throws -> StageResult { try ProjectionRun(self, context).run() }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    let files = ProjectionFiles(self, id: context.id)
    do {
      return .images(try files.stream(context.inputs, context.services))
    } catch let error as Problems where error.problems.contains(where: { $0.code != .file && $0.code != .limit }) {
      throw UnusableOutput(files.points, because: context.reason(error, files.points))
    } catch let error as LatentError {
      throw UnusableOutput(files.points, because: "it cannot be used: \(error)")
    } catch {
      guard let model = files.model, Checkpoint.isDamage(error) else { throw error }
      throw UnusableOutput(model, because: context.reason(error, model))
    }
  }

  public func results(among files: [String]) -> [String] { Array(files.prefix(2)) }
}

/// The files of a projection.
struct ProjectionFiles {
  /// The images beside what was found.
  let sheet: String
  let points: String
  /// How near each image was come to.
  let report: String
  /// The tuned model; nil where none is.
  let model: String?
  /// How many images there are.
  private let count: Int

  init(_ stage: ProjectStage, id: String) {
    sheet = stage.format.fileName(id: id)
    let stem = sheet.hasSuffix(stage.format.suffix) ? String(sheet.dropLast(stage.format.suffix.count)) : id
    points = stem + PointsFile.ending
    report = "\(stem).json"
    model = stage.tuning == nil ? nil : "\(stem).safetensors"
    count = stage.images.files.count
  }

  var all: [String] { [sheet, points, report] + (model.map { [$0] } ?? []) }

  /// The images of the points that were found, by the tuned model where there is one.
  func stream(_ inputs: StageInputs, _ services: StageServices) throws -> ImageStream {
    let folder = services.folder
    let model =
      try model.map {
        ModelArtifact(
          file: folder.path(of: $0), hash: try folder.hash(of: $0).hash,
          components: services.execution.components)
      } ?? inputs.trainedModel()
    let definition = try model.checkpoint().definition
    let kept = try PointsFile(readingFrom: folder.file(points))
    guard kept.points.count == count else {
      throw UnusableOutput(points, because: "it has \(Counted.text(kept.points.count, "point")), not \(count)")
    }
    let latents = try kept.points.map(definition.point(of:))
    let track = GeneratorImages.Track(count: latents.count) { latents[$0] }
    return ImageStream(
      GeneratorImages(model: model, tracks: [track]), framesPerSecond: nil,
      fingerprint: ["model": SettingValue(model.hash.hex), "projected": SettingValue(kept.text)])
  }
}
