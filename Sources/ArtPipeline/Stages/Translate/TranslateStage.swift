import ArtFiles
public import ArtGAN
import ArtMedia
import ArtNN
public import ArtSettings

/// Translates images of any size with a model that has learnt to.
public struct TranslateStage: PipelineStage {
  public static let kind = "translate"
  public static let summary = "Translates your images with a model that has learnt to"
  public static let output = ArtifactKind.samples
  public static let givesPoints = false
  public static let isCostly = true
  public static let modelKinds: Set<ModelKind> = [.image]

  let images: TranslatedFiles
  let direction: Translator.Direction
  /// 0 for the image as it was, 1 for what the model makes of it.
  let strength: TimeCourse
  let second: SecondModel?
  let sizing: TranslationSizing
  let background: RGBColor
  let form: TranslationForm

  public init(_ settings: SettingsReader) {
    var images = TranslatedFiles(settings)
    form = TranslationForm(settings, images)
    direction = settings.choice(
      "direction", default: Translator.Direction.forward,
      "Which way: 'forward' from inputs to targets, or 'back', for models that learn both ways.")
    strength =
      settings.course(
        "strength",
        "How much of the translation shows: 1 for all of it, 0 for the image as it was; between, both are mixed. A list of "
          + "numbers is a course over time. 1 where not given.") ?? TimeCourse([1])
    second = SecondModel(settings, hasTime: form.hasTime)
    sizing = TranslationSizing(settings)
    background = settings.opaqueColor(
      "background", default: .white,
      "The colour that transparent images are put on for the model; what it makes of them is transparent again.")
    images.check(form, isNamed: settings.has("file"), settings)
    self.images = images
    let courses: [(String, TimeCourse?)] = [("strength", strength), ("mix", second?.mix)]
    for (key, course) in courses
    where course?.isConstant == false && !form.hasTime && settings.log.isEmpty {
      settings.problem(
        at: key, .conflict, "a list is a course over time: of a video, or of one image with 'seconds'; give one number")
    }
  }

  /// Frames for a stage behind are made when they are asked for.
  public var isCached: Bool { if case .frames = form { false } else { true } }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func imageCount(classes: Int?) -> Int? {
    if case .frames(let count, _) = form { count } else { images.isFolder ? nil : 1 }
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    do {
      try model.checkTranslation(direction)
      return second?.problem(with: model).map { ("with", $0) }
    } catch {
      return ("direction", "\(error)")
    }
  }

  public func outputNames(id: String) -> [String] {
    images.isFolder ? [id] : [form.fileName(id: id)].compactMap(\.self)
  }

  public func isFolder(_ output: String, id: String) -> Bool { images.isFolder }

  public func mayWrite(_ file: String, id: String) -> Bool {
    if case .images(let format) = form { images.isResult(file, as: format, id: id) } else { false }
  }

  public func takesImages(from folder: String) -> Bool { images.lie(in: folder) }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    var values = ["images": try images.fingerprint()]
    if let second { values["with"] = SettingValue(try SHA256.hash(file: second.file).hash.hex) }
    return values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let models = try TranslatingModels(self, context)
    switch form {
    case .images(let format): return try TranslationRun(self, format, models, context).run()
    case .video(let format): return try VideoTranslation(self, format, models, context).run()
    case .frames(let count, let perSecond):
      let image = try sizing.applied(to: images.decoder.decode(file: images.files[0].path))
      let frames = TranslationFrames(
        stage: self, models: models, image: image, count: count, observer: context.observer)
      return StageResult(
        .images(
          ImageStream(
            frames, framesPerSecond: perSecond, fingerprint: try fingerprint(count, perSecond, models))))
    }
  }

  private func fingerprint(
    _ count: Int, _ perSecond: Double, _ models: TranslatingModels
  ) throws -> SettingValue {
    var value: SettingValue = ["images": try images.fingerprint(), "models": models.fingerprint]
    value["direction"] = SettingValue(direction.rawValue)
    value["strength"] = SettingValue(strength.values.map { SettingValue($0) })
    value["mix"] = second.map { SettingValue($0.mix.values.map { SettingValue($0) }) }
    value["size"] = sizing.side.map { SettingValue($0) }
    value["scale"] = sizing.scale.map { SettingValue($0) }
    value["background"] = SettingValue("\(background)")
    value["frames"] = SettingValue(count)
    value["fps"] = SettingValue(perSecond)
    return value
  }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    if case .video = form { return .images(TranslatedVideo.stream) }
    return .images(try TranslatedImages.stream(of: files, context.services))
  }

  public func results(among files: [String]) -> [String] {
    guard images.isFolder else { return files }
    return Array(Set(files.map { String($0.prefix { $0 != "/" }) })).sorted()
  }
}

/// The size in which images are translated.
struct TranslationSizing: Sendable {
  /// Their shorter side; nil for their own.
  let side: Int?
  let scale: Double?

  init(_ settings: SettingsReader) {
    side = settings.optionalInteger(
      "size", in: 1...65_536, "The shorter side, in pixels, that images get before they are translated.")
    scale = settings.optionalNumber(
      "scale", in: 0.001...64.0,
      "How many times larger images become before they are translated: 2 for a model that sharpens what was enlarged so."
    )
    if side != nil, scale != nil, settings.log.isEmpty {
      settings.problem(at: "scale", .conflict, "'size' says how large images become; give one of both")
    }
  }

  func applied(to image: PixelImage) throws(MediaError) -> PixelImage {
    let size = size(of: Size2D(image.height, image.width))
    return try image.resized(width: size.width, height: size.height)
  }

  /// What images of a size get.
  func size(of size: Size2D) -> Size2D {
    let factor = side.map { Double($0) / Double(min(size.width, size.height)) } ?? scale ?? 1
    func scaled(_ length: Int) -> Int { max(1, Int((Double(length) * factor).rounded())) }
    return Size2D(scaled(size.height), scaled(size.width))
  }
}
