public import ArtFiles
public import ArtGAN
import ArtMedia
public import ArtSettings
import ArtTensor

/// Mends images that have a hole, with what a model finds likely there.
public struct CompleteStage: PipelineStage {
  public static let kind = "complete"
  public static let summary = "Mends holes in images with what the model finds likely there"
  public static let output = ArtifactKind.samples
  public static let givesPoints = false
  public static let isCostly = true

  let images: OwnImages
  let hole: HoleSettings
  let className: String?
  /// How many different answers are given for each image.
  let answers: Int
  let search: ProjectionSettings
  /// The side of the square around a pixel in which the hole makes it count more.
  let window: Int
  /// Whether answers are blended into the image.
  let blends: Bool
  let format: OutputFormat<any WritableImageFormat>
  let scale: Int?

  public init(_ settings: SettingsReader) {
    images = OwnImages(settings)
    hole = HoleSettings(settings)
    let names = settings.names(
      "class", "For class-conditional models: the images' class by name or number. Each is tried where not given.")
    if let names, names.count != 1, settings.log.isEmpty {
      settings.problem(at: "class", .outOfRange, "expected one class, found \(names.count)")
    }
    className = names?.first
    search = settings.search(
      usual: ProjectionSettings(loss: ProjectionLoss(features: 0, realism: 0.01)),
      kept: ("refined", "How many of the starts are followed to the end: those that come nearest early."),
      hasFeatures: false)
    answers = settings.integer(
      "answers", default: min(4, search.kept), in: 1...256, "How many different answers to give for each image.")
    if answers > search.kept, settings.log.isEmpty {
      settings.problem(
        at: "answers", .conflict,
        "\(Counted.text(answers, "answer")) need as many 'refined' searches, which are \(Counted.text(search.kept))")
    }
    window = settings.integer(
      "window", default: 7, in: 1...1024,
      "The side of the square around a pixel in which the hole makes it count more, in pixels of the model's images.")
    blends = settings.bool(
      "blend", default: true, "Whether answers are blended into the image so that no seam shows (Poisson blending).")
    format = OutputFormat(settings, isOneFile: true)
    scale = settings.optionalInteger(
      "scale", in: 1...256, "How many times larger the images on the sheet become; at least 64 pixels where not given.")
    images.check(settings) { [hole] image, file in _ = try hole.mask(of: image, file: file) }
    for name in images.names {
      guard let long = FileNames.tooLong(in: Self.answer(answers, of: name, format)), settings.log.isEmpty else {
        continue
      }
      settings.problem(at: "images", .outOfRange, "the answers of an image are called after it: \(long)")
    }
  }

  /// The file name of an image's answer.
  static func answer(_ number: Int, of name: String, _ format: OutputFormat<any WritableImageFormat>) -> String {
    "\(name)-\(number)\(format.suffix)"
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func outputNames(id: String) -> [String] { CompletionFiles(self, id: id).all }

  public func isOwnFile(_ file: String, id: String) -> Bool { StageContext.isOfSearch(file, id: id) }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(ofClass: className)
  }

  public func isFolder(_ output: String, id: String) -> Bool { output == CompletionFiles(self, id: id).folder }

  public func mayWrite(_ file: String, id: String) -> Bool {
    CompletionFiles(self, id: id).answers.contains { $0.contains(file) }
  }

  public func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool {
    file == CompletionFiles(self, id: id).points && folder.points(file)?.directions.isEmpty == true
  }

  public func takesImages(from folder: String) -> Bool { images.lie(in: folder) }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    var values = ["images": try images.fingerprint()]
    values["mask"] = try hole.fingerprint()
    return values
  }

  public func prospect(_ context: StageContext) throws -> StageProspect {
    try context.prospect(searching: search, images: images.files.count, over: outputNames(id: context.id))
  }

  public func run(_ context: StageContext) throws -> StageResult { try CompletionRun(self, context).run() }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    let shape = try context.inputs.trainedModel().checkpoint().definition.imageShape
    let files = CompletionFiles(self, id: context.id)
    for name in files.answers.joined() {
      let bytes = try context.folder.contents(of: name, limit: ImageLimits.standard.fileBytes)
      do throws(MediaError) {
        let image = try ImageDecoder().decode(bytes, name: name)
        guard (image.height, image.width) != (shape[0], shape[1]) else { continue }
        throw MediaError(.damaged, "the image is \(image.width)×\(image.height), not \(shape[1])×\(shape[0])")
      } catch {
        throw UnusableOutput(name, because: "it cannot be used: \(error.words)")
      }
    }
    return .images(try files.stream(shape: shape, context.services))
  }

  /// The sheet, and the folder of the answers.
  public func results(among files: [String]) -> [String] {
    let folders = files.compactMap { file in file.lastIndex(of: "/").map { String(file[..<$0]) } }
    return Array(files.prefix(1) + folders.prefix(1))
  }
}

/// The files of completions.
struct CompletionFiles {
  /// The images with their holes, and the answers beside them.
  let sheet: String
  let points: String
  /// The folder of the answers.
  let folder: String
  /// Each image's answers, the best first.
  let answers: [[String]]
  private let count: Int

  init(_ stage: CompleteStage, id: String) {
    sheet = stage.format.fileName(id: id)
    folder = sheet.hasSuffix(stage.format.suffix) ? String(sheet.dropLast(stage.format.suffix.count)) : id
    points = folder + PointsFile.ending
    let folder = folder
    answers = stage.images.names.map { name in
      (1...stage.answers).map { "\(folder)/\(CompleteStage.answer($0, of: name, stage.format))" }
    }
    count = stage.answers
  }

  var all: [String] { [sheet, points, folder] }

  /// The answers, as they were written.
  func stream(shape: Shape, _ services: StageServices) throws -> ImageStream {
    let files = answers.flatMap(\.self).map { services.folder.path(of: $0) }
    return ImageStream(
      WrittenImages(files: files, shape: shape), framesPerSecond: nil, rowLength: count > 1 ? count : nil,
      fingerprint: ["completed": SettingValue(try files.map { SettingValue(try SHA256.hash(file: $0).hash.hex) })])
  }
}

/// Images of one form that a stage has written as files.
struct WrittenImages: ImageSource {
  let files: [String]
  let shape: Shape

  var count: Int { files.count }
  var trackCount: Int { 1 }

  func imageShape() -> Shape { shape }

  func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws {
    for frame in frames {
      try body(ImageDecoder().decode(file: files[frame]).converted(toChannels: shape.channels))
    }
  }
}
