import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings

/// Chooses latent points; their images are made where they are needed. With several classes, the same points are shown for
/// each class.
public struct SampleStage: PipelineStage {
  public static let kind = "sample"
  public static let summary = "Samples images from a model"
  public static let output = ArtifactKind.samples
  public static let isCached = false

  let count: Int
  let choice: LatentChoice
  /// The images' size; nil for the model's own.
  let size: Size2D?

  /// How many images there are where nobody says.
  static let usualCount = 64

  public init(_ settings: SettingsReader) {
    let count = settings.integer(
      "count", default: Self.usualCount, in: 1...1_000_000, "The number of images; with several classes, of each.")
    choice = LatentChoice(settings)
    size = settings.render()
    if let listed = choice.listed, settings.has("count") {
      settings.problem(at: "count", .conflict, "'\(listed.key)' sets the number of images; leave 'count' out")
    }
    if choice.seeds?.isEmpty == true { settings.problem(at: "seeds", .outOfRange, "expected at least one seed") }
    self.count = choice.listed?.count ?? count
  }

  public func imageCount(classes: Int?) -> Int? {
    if choice.classes == ["all"] { return classes.map { count * max($0, 1) } }
    return count * max(choice.classes?.count ?? 1, 1)
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? choice.problem(with: model)
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputs.trainedModel()
    let definition = try model.checkpoint().definition
    let labels = try choice.labels(in: definition)
    let (each, point) = (count, try choice.points(in: model, context))
    let track = GeneratorImages.Track(count: each * (labels?.count ?? 1)) { number in
      point(number % each, labels.map { $0[number / each] })
    }
    let stream = ImageStream(
      GeneratorImages(model: model, tracks: [track], size: size), framesPerSecond: nil,
      rowLength: (labels?.count ?? 1) > 1 ? each : nil,
      fingerprint: [
        "model": SettingValue(model.hash.hex), "samples": SettingValue(count),
        "points": choice.fingerprint(documentSeed: context.seed),
      ])
    return StageResult(.images(stream))
  }
}
